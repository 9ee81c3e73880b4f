import { z } from 'zod';
import { parseInput, recordNumber } from '../admin/action-input.js';
import { PROMOTION_KIND_LABELS, PROMOTION_STATE_LABELS } from '../admin/labels.js';
import type { ActionSpec, ResourceSpec } from '../admin/resource-spec.js';
import { Offer } from './offer.entity.js';
import { OfferCounter } from './offer-counter.entity.js';
import { Promotion } from './promotion.entity.js';
import { loadPromotionDetail, loadPromotionForm } from './promotion-form.admin.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { publishPromotion } from './publish-promotion.js';
import { savePromotion } from './save-promotion.js';

const units = z.number().int().min(1).max(1_000_000);
const Form = z.object({
  slug: z.string().trim().max(80),
  kind: z.enum(['group_buy', 'sale']),
  title: z.string().trim().max(120),
  summary: z.string().trim().max(300),
  opensAt: z.coerce.date(),
  closesAt: z.coerce.date(),
  reachesAll: z.boolean(),
  universityIds: z.array(z.number().int()).max(1000),
  offers: z
    .array(
      z.object({
        id: z.number().int().optional(),
        productId: z.number().int(),
        tiers: z.array(z.object({ fromQuantity: units, unitPrice: z.number().int().min(1).max(100_000_000) })).max(20),
        goalQuantity: units.nullable(),
        capQuantity: units.nullable(),
        perCustomerLimit: units.nullable(),
      }),
    )
    .max(50),
});
const ADVICE = '빠진 칸이나 숫자가 아닌 칸이 있어요. 판매 조건과 시간을 확인해 주세요.';

const create: ActionSpec = {
  kind: 'resource',
  label: '프로모션 만들기',
  icon: 'Plus',
  needs: 'write',
  component: 'PromotionForm',
  load: (visit) => loadPromotionForm(visit, undefined),
  run: async ({ ctx }, _ids, input) => {
    const { id } = await savePromotion(ctx, parseInput(Form, input, ADVICE));
    return { message: '프로모션을 저장했어요. 확인하고 공개해 주세요.', go: `/admin/resources/Promotion/records/${id}/show` };
  },
};

const edit: ActionSpec = {
  kind: 'record',
  label: '수정',
  icon: 'Edit',
  needs: 'write',
  component: 'PromotionForm',
  visible: (promotion) => promotion['state'] === 'draft' || promotion['state'] === 'published',
  load: (visit, ids) => loadPromotionForm(visit, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    await savePromotion(ctx, { ...parseInput(Form, input, ADVICE), id: recordNumber(ids) });
    return { message: '프로모션을 저장했어요.' };
  },
};

const publish: ActionSpec = {
  kind: 'record',
  label: '공개하기',
  icon: 'Send',
  needs: 'write',
  primary: true,
  component: 'ActionForm',
  drawer: true,
  custom: {
    form: {
      question: '이 프로모션을 공개할까요? 여는 때부터 대상 대학교의 학생이 살 수 있고, 공개한 뒤에는 가격을 올릴 수 없어요.',
      fields: [],
      submit: '공개하기',
    },
  },
  visible: (promotion) => promotion['state'] === 'draft',
  run: async ({ ctx }, ids) => {
    await publishPromotion(ctx, { id: recordNumber(ids) });
    return { message: '프로모션을 공개했어요.' };
  },
};

const promotion: ResourceSpec = {
  entity: Promotion,
  access: 'promotions',
  label: '프로모션',
  menu: { group: '프로모션', icon: 'tag' },
  title: 'title',
  properties: {
    id: { label: '번호' },
    title: { label: '이름' },
    kind: { label: '종류', format: 'tag', values: PROMOTION_KIND_LABELS },
    state: { label: '상태', format: 'tag', values: PROMOTION_STATE_LABELS },
    summary: { label: '한 줄 소개' },
    slug: { label: '주소 이름', match: 'prefix' },
    opensAt: { label: '여는 때', format: 'time' },
    closesAt: { label: '닫는 때', format: 'time' },
    reachesAll: { label: '전체 대학교', format: 'yes' },
    publishedAt: { label: '공개한 때', format: 'time' },
    settledAt: { label: '정산한 때', format: 'time' },
    createdAt: { label: '만든 때', format: 'time' },
  },
  list: ['title', 'kind', 'state', 'opensAt', 'closesAt', 'reachesAll'],
  filter: ['title', 'kind', 'state', 'opensAt', 'closesAt'],
  sort: { by: 'opensAt', direction: 'desc' },
  detail: { component: 'PromotionDetail', load: loadPromotionDetail },
  actions: { new: create, publish, edit },
};

const offer: ResourceSpec = {
  entity: Offer,
  access: 'promotions',
  label: '판매 조건',
  title: 'id',
  properties: {
    id: { label: '번호' },
    promotionId: { label: '프로모션' },
    productId: { label: '상품' },
    tiers: { label: '구간 가격', format: 'tiers' },
    goalQuantity: { label: '목표 수량', format: 'count' },
    capQuantity: { label: '최대 수량', format: 'count' },
    perCustomerLimit: { label: '1인 수량', format: 'count' },
    finalQuantity: { label: '최종 수량', format: 'count' },
    finalPrice: { label: '최종 가격', format: 'won' },
    outcome: { label: '결과', format: 'tag', values: { reached: '달성', missed: '미달' } },
  },
  list: ['promotionId', 'productId', 'tiers', 'goalQuantity', 'capQuantity', 'outcome'],
  filter: ['promotionId', 'productId', 'outcome'],
  sort: { by: 'id', direction: 'desc' },
};

const counter: ResourceSpec = {
  entity: OfferCounter,
  access: 'promotions',
  label: '판매 수량',
  title: 'offerId',
  properties: {
    offerId: { label: '판매 조건' },
    state: { label: '상태', format: 'tag', values: { open: '열림', closed: '닫힘' } },
    closesAt: { label: '닫는 때', format: 'time' },
    cap: { label: '최대 수량', format: 'count' },
    held: { label: '잡힌 수량', format: 'count' },
    sold: { label: '팔린 수량', format: 'count' },
  },
  list: ['offerId', 'state', 'closesAt', 'cap', 'held', 'sold'],
  filter: ['state', 'closesAt'],
  sort: { by: 'closesAt', direction: 'desc' },
};

const reach: ResourceSpec = {
  entity: PromotionUniversity,
  access: 'promotions',
  label: '프로모션 대상',
  title: 'promotionId',
  show: false,
  properties: { promotionId: { label: '프로모션' }, universityId: { label: '대학교' } },
  list: ['promotionId', 'universityId'],
  filter: ['promotionId', 'universityId'],
  sort: { by: 'promotionId', direction: 'desc' },
};

export const promotionResources = [promotion, offer, counter, reach] as const;
