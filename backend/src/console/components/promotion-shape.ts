import type { PromotionFormStart } from '../../promotions/read-promotion-form.js';
import { PROMOTION_KIND_LABELS, PROMOTION_STATE_LABELS } from '../../words/ko.js';
import { field, part, type Part, rows, type Shape } from './compare-drafts.js';
import { fromKoreanInput, time, tiers as tiersText, won } from './format.js';
import type { OfferDraft, PromotionDraft } from './promotion-draft.js';

const isFixed = ({ state }: PromotionDraft): boolean => state !== 'draft' && state !== null;
const fixed = { fixed: isFixed };

/** What a promotion's draft is made of, for comparing. After publishing, what buyers relied on is theirs alone. */
export const promotionShape = ({
  products,
  universities,
}: Pick<PromotionFormStart, 'products' | 'universities'>): Shape<PromotionDraft> => [
  field<PromotionDraft>('state', '상태', { text: ({ state }) => (state === null ? '' : PROMOTION_STATE_LABELS[state]), fixed: () => true }),
  field<PromotionDraft>('title', '이름'),
  field<PromotionDraft>('kind', '종류', { text: ({ kind }) => PROMOTION_KIND_LABELS[kind], ...fixed }),
  field<PromotionDraft>('slug', '주소 이름', fixed),
  moment('opensAt', '여는 때'),
  moment('closesAt', '닫는 때'),
  field<PromotionDraft>('summary', '한 줄 소개'),
  part<PromotionDraft>('reach', {
    label: '대상 대학교',
    of: ({ reachesAll, universityIds }) => (reachesAll ? 'all' : universityIds.toSorted((a, b) => a - b)),
    text: ({ reachesAll, universityIds }) =>
      reachesAll
        ? '전체 대학교'
        : universityIds.map((id) => universities.find((one) => one.id === id)?.name ?? `${id}번`).join(', ') || '없음',
    put: (draft, { reachesAll, universityIds }) => ({ ...draft, reachesAll, universityIds }),
    ...fixed,
  }),
  offers((id) => products.find((one) => one.id === id)?.name ?? (id === null ? '고르지 않은 상품' : `상품 ${id}번`)),
];

const moment = (name: 'opensAt' | 'closesAt', label: string) =>
  field<PromotionDraft>(name, label, {
    text: (draft) => (draft[name] === '' ? '' : time(fromKoreanInput(draft[name]))),
    put: (draft, from) => ({ ...draft, [name]: from[name], instants: { ...draft.instants, [name]: from.instants[name] } }),
    ...fixed,
  });

const offers = (nameOf: (productId: number | null) => string) =>
  rows<PromotionDraft, OfferDraft>('offers', {
    label: '판매 조건',
    of: (draft) => draft.offers,
    put: (draft, list) => ({ ...draft, offers: list }),
    key: ({ productId, key }) => (productId === null ? `new ${key}` : String(productId)),
    name: ({ productId }) => nameOf(productId),
    whole: (offer) => staircase(offer),
    parts: [
      ['tiers', { label: '가격', of: ({ tiers }) => tiers, text: staircase, put: (row, { tiers }) => ({ ...row, tiers }) }],
      ['goalQuantity', units('goalQuantity', '목표 수량', '목표 없음')],
      ['capQuantity', units('capQuantity', '최대 수량', '재고만큼')],
      ['perCustomerLimit', units('perCustomerLimit', '1인 수량', '10개')],
    ],
    adopt: (mine, { id }) => ({ ...mine, ...(id === undefined ? {} : { id }) }),
    fixedParts: ['goalQuantity', 'perCustomerLimit'],
    ...fixed,
  });

const staircase = ({ tiers }: OfferDraft): string =>
  tiers.length === 1
    ? won(Number(tiers[0]?.unitPrice))
    : tiersText(tiers.map(({ fromQuantity, unitPrice }) => ({ fromQuantity: Number(fromQuantity), unitPrice: Number(unitPrice) })));

const units = (name: 'goalQuantity' | 'capQuantity' | 'perCustomerLimit', label: string, none: string): Part<OfferDraft> => ({
  label,
  of: (offer) => offer[name],
  text: (offer) => (offer[name] === '' ? none : `${offer[name]}개`),
  put: (row, from) => ({ ...row, [name]: from[name] }),
});
