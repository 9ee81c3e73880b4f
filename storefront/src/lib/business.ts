/** What the law asks the shop to say about itself (전자상거래법 §10, §13). Brackets are placeholders until the business fills them in. */
export const business = {
  shop: 'MNG샵',
  name: '[상호]',
  representative: '[대표자 이름]',
  address: '[사업장 주소]',
  phone: '[고객센터 전화]',
  hours: '평일 [운영 시간]',
  email: '[고객센터 이메일]',
  registration: '[000-00-00000]',
  mailOrder: '[제0000-서울00-0000호]',
  hosting: '[호스팅 서비스 제공자]',
  privacyOfficer: '[개인정보 보호책임자]',
  /** The FTC's page about a business, found by its registration number. */
  ftcPage: 'https://www.ftc.go.kr/bizCommPop.do?wrkr_no=',
  /** Won, paid by a customer who returns for a change of mind; the backend's RETURN_POSTAGE_WON is what is deducted. */
  returnPostage: 6_000,
} as const;

/** Where a question goes: the phone's mail app where the address is real, the contact facts otherwise. */
export const contactLink = business.email.includes('@') ? `mailto:${business.email}` : '/faq#contact';
