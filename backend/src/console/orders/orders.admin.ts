import { LINE_STATE_LABELS, ORDER_STATE_LABELS, PAYMENT_STATE_LABELS, RETURN_ANSWER_LABELS, RETURN_KIND_LABELS } from '../../words/ko.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { orderActions } from './order-actions.admin.js';
import { orderProperties } from '../../orders/order-properties.js';
import { loadOrderDetail } from './order-detail.admin.js';
import { Order } from '../../orders/order.entity.js';
import { OrderExport } from '../../orders/order-export.entity.js';
import { OrderLine } from '../../orders/order-line.entity.js';
import { ReturnRequest } from '../../orders/return-request.entity.js';
import { Shipment } from '../../orders/shipment.entity.js';
import { bareTrackingNumber } from '../../orders/rules/tracking-number.js';

const order: ResourceSpec = {
  entity: Order,
  access: 'orders',
  label: '주문',
  menu: { group: '판매', icon: 'receipt' },
  title: 'number',
  logged: true,
  properties: {
    ...orderProperties,
    state: { ...orderProperties.state, values: ORDER_STATE_LABELS },
    pay: { ...orderProperties.pay, values: PAYMENT_STATE_LABELS },
  },
  list: ['number', 'state', 'pay', 'recipientName', 'universityId', 'total', 'placedAt'],
  filter: [
    'number',
    'state',
    'pay',
    'promotionId',
    'universityId',
    'customerId',
    'recipientName',
    'recipientPhone',
    'placedAt',
    'paidAt',
    'releasedAt',
  ],
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
    productName: { label: '상품', match: 'prefix' },
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
  sortable: ['orderId', 'productName', 'state'],
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
    carrier: { label: '택배사', match: 'prefix' },
    trackingNumber: { label: '송장 번호', personal: 'hidden', match: 'prefix', written: bareTrackingNumber },
    shippedAt: { label: '발송한 때', format: 'time' },
    deliveredAt: { label: '배송 완료한 때', format: 'time' },
  },
  list: ['orderId', 'carrier', 'trackingNumber', 'shippedAt', 'deliveredAt'],
  filter: ['carrier', 'trackingNumber', 'shippedAt', 'deliveredAt'],
  sort: { by: 'shippedAt', direction: 'desc' },
  sortable: ['orderId', 'carrier', 'deliveredAt'],
};

const returnRequest: ResourceSpec = {
  entity: ReturnRequest,
  access: 'orders',
  label: '반품 신청',
  menu: { group: '판매', icon: 'undo' },
  title: 'id',
  properties: {
    id: { label: '번호' },
    orderId: { label: '주문' },
    kind: { label: '까닭', format: 'tag', values: RETURN_KIND_LABELS },
    reason: { label: '사유', personal: 'hidden' },
    postage: { label: '반품 배송비', format: 'won' },
    requestedAt: { label: '요청한 때', format: 'time' },
    decision: { label: '결정', format: 'tag', values: RETURN_ANSWER_LABELS },
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
    id: { label: '번호', match: 'exact', code: true },
    staffId: { label: '관리자' },
    reason: { label: '사유', personal: 'hidden' },
    filters: { label: '조건', format: 'json', personal: 'hidden' },
    createdAt: { label: '내보낸 때', format: 'time' },
  },
  list: ['createdAt', 'staffId', 'reason', 'filters'],
  filter: ['staffId', 'reason', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
};

export const orderResources = [order, shipment, returnRequest, line, orderExport] as const;
