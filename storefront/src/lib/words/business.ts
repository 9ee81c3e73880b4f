import facts from './business.json';

/**
 * What the law asks the shop to say about itself (전자상거래법 §10, §13). Brackets in business.json are placeholders until the
 * business fills them in; the server refuses to start in production while one is left. `returnPostage` is won.
 */
export const business = {
  shop: 'MNG샵',
  ...facts,
  /** The FTC's page about a business, found by its registration number. */
  ftcPage: 'https://www.ftc.go.kr/bizCommPop.do?wrkr_no=',
} as const;

/** Where a question goes: the phone's mail app where the address is real, the contact facts otherwise. */
export const contactLink = business.email.includes('@') ? `mailto:${business.email}` : '/faq#contact';
