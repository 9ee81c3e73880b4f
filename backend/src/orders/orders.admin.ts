import { z } from 'zod';
import { CARRIERS, LINE_STATE_LABELS, ORDER_STATE_LABELS, PAYMENT_STATE_LABELS } from '../admin/labels.js';
import type { ActionSpec, FormSpec, ResourceSpec } from '../admin/resource-spec.js';
import { cancelOrder } from './cancel-order.js';
import { deliverOrder } from './deliver-order.js';
import { loadOrderDetail } from './order-detail.admin.js';
import { Order } from './order.entity.js';
import { OrderExport } from './order-export.entity.js';
import { OrderLine } from './order-line.entity.js';
import { prepareOrder } from './prepare-order.js';
import { ReturnRequest } from './return-request.entity.js';
import { CANCELLABLE } from './rules/order-state.js';
import { Shipment } from './shipment.entity.js';
import { shipOrder } from './ship-order.js';
import { parseInput, recordNumber } from '../admin/action-input.js';

const form = (spec: FormSpec) => ({ component: 'ActionForm', drawer: true, custom: { form: spec } }) as const;

const prepare: ActionSpec = {
  kind: 'record',
  label: '상품 준비',
  icon: 'Package',
  needs: 'ship',
  ...form({ question: '이 주문의 상품을 준비할까요? 이때부터 고객은 배송지를 바꿀 수 없어요.', fields: [], submit: '준비 시작' }),
  visible: (order) => order['state'] === 'paid' && Boolean(order['releasedAt']),
  run: async ({ ctx }, ids) => {
    await prepareOrder(ctx, { id: recordNumber(ids) });
    return { message: '상품 준비를 시작했어요.' };
  },
};

const Shipping = z.object({ carrier: z.enum(CARRIERS), trackingNumber: z.string().trim().min(1).max(40) });
const ship: ActionSpec = {
  kind: 'record',
  label: '발송',
  icon: 'Truck',
  needs: 'ship',
  ...form({
    question: '택배사와 송장 번호를 적어 주세요. 고객에게 문자로 알려요.',
    fields: [
      {
        name: 'carrier',
        label: '택배사',
        kind: 'select',
        required: true,
        options: Object.fromEntries(CARRIERS.map((name) => [name, name])),
      },
      { name: 'trackingNumber', label: '송장 번호', kind: 'text', required: true, maxLength: 40 },
    ],
    submit: '발송 완료로 바꾸기',
  }),
  visible: (order) => order['state'] === 'preparing',
  run: async ({ ctx }, ids, input) => {
    await shipOrder(ctx, { id: recordNumber(ids), ...parseInput(Shipping, input, '택배사와 송장 번호를 적어 주세요.') });
    return { message: '발송으로 바꿨어요. 고객에게 문자를 보내요.' };
  },
};

const deliver: ActionSpec = {
  kind: 'record',
  label: '배송 완료',
  icon: 'CheckCircle',
  needs: 'ship',
  ...form({ question: '고객이 상품을 받았나요? 배송 완료로 바꾸면 7일 뒤 구매가 확정돼요.', fields: [], submit: '배송 완료로 바꾸기' }),
  visible: (order) => order['state'] === 'shipped',
  run: async ({ ctx }, ids) => {
    await deliverOrder(ctx, { id: recordNumber(ids) });
    return { message: '배송 완료로 바꿨어요.' };
  },
};

const Reason = z.object({ reason: z.string().trim().min(2).max(200) });
const cancel: ActionSpec = {
  kind: 'record',
  label: '취소',
  icon: 'XCircle',
  needs: 'cancel',
  danger: true,
  ...form({
    question: '주문 전체를 취소하고 결제한 금액을 모두 돌려줘요. 되돌릴 수 없어요.',
    fields: [
      { name: 'reason', label: '취소 사유', kind: 'textarea', required: true, maxLength: 200, help: '고객도 주문 상세에서 볼 수 있어요.' },
    ],
    submit: '주문 취소',
  }),
  visible: (order) => (CANCELLABLE as readonly unknown[]).includes(order['state']),
  run: async ({ ctx }, ids, input) => {
    const { reason } = parseInput(Reason, input, '취소 사유를 2자 이상 적어 주세요.');
    const order = await ctx.db.manager.findOneOrFail(Order, { where: { id: recordNumber(ids) }, select: { number: true } });
    await cancelOrder(ctx, { number: order.number, reason });
    return { message: '주문을 취소했어요. 결제한 금액은 자동으로 돌려줘요.' };
  },
};

const excel: ActionSpec = {
  kind: 'resource',
  label: 'Excel',
  icon: 'Download',
  needs: 'export',
  component: 'ExcelExport',
  drawer: true,
  custom: { orderStates: ORDER_STATE_LABELS, paymentStates: PAYMENT_STATE_LABELS, lineStates: LINE_STATE_LABELS },
};

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
  list: ['number', 'state', 'pay', 'recipientName', 'universityId', 'promotionId', 'total', 'placedAt'],
  filter: ['number', 'state', 'pay', 'promotionId', 'universityId', 'customerId', 'recipientName', 'recipientPhone', 'placedAt', 'paidAt'],
  sort: { by: 'placedAt', direction: 'desc' },
  detail: { component: 'OrderDetail', load: loadOrderDetail },
  actions: { excel, prepare, ship, deliver, cancel },
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
    orderId: { label: '주문 번호' },
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
    orderId: { label: '주문 번호' },
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
  label: 'Excel 내보내기',
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
