import { LINE_STATE_LABELS, ORDER_STATE_LABELS, PAYMENT_STATE_LABELS } from '../../words/labels.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { orderActions } from './order-actions.admin.js';
import { loadOrderDetail } from './order-detail.admin.js';
import { Order } from '../../orders/order.entity.js';
import { OrderExport } from '../../orders/order-export.entity.js';
import { OrderLine } from '../../orders/order-line.entity.js';
import { ReturnRequest } from '../../orders/return-request.entity.js';
import { Shipment } from '../../orders/shipment.entity.js';

const order: ResourceSpec = {
  entity: Order,
  access: 'orders',
  label: '주문',
  menu: { group: '판매', icon: 'receipt' },
  title: 'number',
  logged: true,
  properties: {
    number: { label: '주문 번호', match: 'prefix' },
    state: { label: '상태', format: 'tag', values: ORDER_STATE_LABELS },
    pay: { label: '결제', format: 'tag', values: PAYMENT_STATE_LABELS },
    customerId: { label: '고객' },
    universityId: { label: '대학교' },
    promotionId: { label: '프로모션' },
    total: { label: '결제 금액', format: 'won' },
    refunded: { label: '돌려준 금액', format: 'won' },
    placedAt: { label: '주문한 때', format: 'time' },
    paidAt: { label: '결제한 때', format: 'time' },
    releasedAt: { label: '발송할 수 있게 된 때', format: 'time' },
    preparingAt: { label: '준비한 때', format: 'time' },
    shippedAt: { label: '발송한 때', format: 'time' },
    deliveredAt: { label: '배송 완료한 때', format: 'time' },
    completedAt: { label: '구매 확정한 때', format: 'time' },
    expiresAt: { label: '결제 기한', format: 'time' },
    expiredAt: { label: '시간 초과한 때', format: 'time' },
    cancelRequestedAt: { label: '취소를 요청한 때', format: 'time' },
    cancelledAt: { label: '취소한 때', format: 'time' },
    cancelReason: { label: '취소 사유' },
    returnRequestedAt: { label: '반품을 요청한 때', format: 'time' },
    returnedAt: { label: '반품한 때', format: 'time' },
    recipientName: { label: '받는 사람', personal: 'name' },
    recipientPhone: { label: '받는 사람 전화', format: 'phone', personal: 'phone', match: 'prefix' },
    recipientPostcode: { label: '우편번호', personal: 'postcode', match: 'prefix' },
    recipientAddress1: { label: '주소', personal: 'address' },
    recipientAddress2: { label: '상세 주소', personal: 'hidden' },
    recipientMemo: { label: '배송 메모', personal: 'hidden' },
  },
  list: ['number', 'state', 'pay', 'recipientName', 'universityId', 'total', 'placedAt'],
  filter: ['number', 'state', 'pay', 'promotionId', 'universityId', 'customerId', 'recipientName', 'recipientPhone', 'placedAt', 'paidAt'],
  sort: { by: 'placedAt', direction: 'desc' },
  detail: { component: 'OrderDetail', load: loadOrderDetail },
  actions: orderActions,
};

const line: ResourceSpec = {
  entity: OrderLine,
  access: 'orders',
  label: '주문 상품',
  title: 'productName',
  properties: {
    id: { label: '번호' },
    orderId: { label: '주문' },
    productName: { label: '상품' },
    options: { label: '옵션', format: 'options' },
    quantity: { label: '수량', format: 'count' },
    unitPrice: { label: '단가', format: 'won' },
    tierPrice: { label: '구간 가격', format: 'won' },
    surcharge: { label: '옵션 추가금', format: 'won' },
    state: { label: '상태', format: 'tag', values: LINE_STATE_LABELS },
    refunded: { label: '돌려준 금액', format: 'won' },
    offerId: { label: '판매 조건' },
    productId: { label: '상품 번호' },
    variantId: { label: '옵션 조합 번호' },
  },
  list: ['orderId', 'productName', 'options', 'quantity', 'unitPrice', 'state', 'refunded'],
  filter: ['orderId', 'state', 'productName', 'offerId'],
  sort: { by: 'id', direction: 'desc' },
};

const shipment: ResourceSpec = {
  entity: Shipment,
  access: 'orders',
  label: '배송',
  menu: { group: '판매', icon: 'truck' },
  title: 'trackingNumber',
  logged: true,
  properties: {
    orderId: { label: '주문' },
    carrier: { label: '택배사' },
    trackingNumber: { label: '송장 번호', personal: 'hidden', match: 'prefix' },
    shippedAt: { label: '발송한 때', format: 'time' },
    deliveredAt: { label: '배송 완료한 때', format: 'time' },
  },
  list: ['orderId', 'carrier', 'trackingNumber', 'shippedAt', 'deliveredAt'],
  filter: ['carrier', 'trackingNumber', 'shippedAt', 'deliveredAt'],
  sort: { by: 'shippedAt', direction: 'desc' },
};

const returnRequest: ResourceSpec = {
  entity: ReturnRequest,
  access: 'orders',
  label: '반품 요청',
  menu: { group: '판매', icon: 'undo' },
  title: 'id',
  properties: {
    id: { label: '번호' },
    orderId: { label: '주문' },
    kind: { label: '까닭', format: 'tag', values: { change_of_mind: '단순 변심', defect: '불량' } },
    reason: { label: '사유', personal: 'hidden' },
    postage: { label: '반품 배송비', format: 'won' },
    requestedAt: { label: '요청한 때', format: 'time' },
    decision: { label: '결정', format: 'tag', values: { accepted: '받음', declined: '받지 않음' } },
    decidedAt: { label: '결정한 때', format: 'time' },
    restocked: { label: '재고로 되돌림', format: 'yes' },
    staffId: { label: '관리자' },
  },
  list: ['orderId', 'kind', 'reason', 'requestedAt', 'decision'],
  filter: ['kind', 'decision', 'requestedAt'],
  sort: { by: 'requestedAt', direction: 'desc' },
};

const orderExport: ResourceSpec = {
  entity: OrderExport,
  access: 'exports',
  label: '내려받은 기록',
  menu: { group: '기록', icon: 'download' },
  title: 'reason',
  properties: {
    id: { label: '번호', match: 'exact' },
    staffId: { label: '관리자' },
    reason: { label: '사유' },
    filters: { label: '조건', format: 'json' },
    createdAt: { label: '내보낸 때', format: 'time' },
  },
  list: ['createdAt', 'staffId', 'reason', 'filters'],
  filter: ['staffId', 'reason', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
};

export const orderResources = [order, shipment, returnRequest, line, orderExport] as const;
