import { COUNTER_STATE_LABELS, OUTCOME_LABELS, PROMOTION_KIND_LABELS, PROMOTION_STATE_LABELS } from '../../words/ko.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { Offer } from '../../promotions/offer.entity.js';
import { OfferCounter } from '../../holds/offer-counter.entity.js';
import { Promotion } from '../../promotions/promotion.entity.js';
import { promotionActions } from './promotion-actions.admin.js';
import { readPromotionDetail, readPromotionProgress } from '../../settlement/read-promotion-detail.js';
import { PromotionUniversity } from '../../promotions/promotion-university.entity.js';

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
    slug: { label: '주소 이름', match: 'prefix', code: true },
    opensAt: { label: '여는 때', format: 'time' },
    closesAt: { label: '닫는 때', format: 'time' },
    reachesAll: { label: '전체 대학교', format: 'yes' },
    publishedAt: { label: '공개한 때', format: 'time' },
    settledAt: { label: '정산한 때', format: 'time' },
    createdAt: { label: '만든 때', format: 'time' },
  },
  list: ['title', 'state', 'closesAt', 'opensAt'],
  column: { component: 'PromotionProgress', label: '진행', load: ({ ctx }, ids) => readPromotionProgress(ctx, ids.map(Number)) },
  filter: ['title', 'kind', 'state', 'opensAt', 'closesAt'],
  sort: { by: 'opensAt', direction: 'desc' },
  detail: { component: 'PromotionDetail', load: ({ ctx }, id) => readPromotionDetail(ctx, Number(id)) },
  actions: promotionActions,
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
    outcome: { label: '결과', format: 'tag', values: OUTCOME_LABELS },
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
    state: { label: '상태', format: 'tag', values: COUNTER_STATE_LABELS },
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
