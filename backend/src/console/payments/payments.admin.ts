import { RECEIPT_STATE_LABELS, REFUND_KIND_LABELS, REFUND_STATE_LABELS } from '../../words/ko.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { Payment } from '../../ledger/payment.entity.js';
import { ReceiptProbe } from '../../payments/receipt-probe.entity.js';
import { refundActions } from './refund-actions.admin.js';
import { readRefundDetail } from '../../payments/read-refund-detail.js';
import { Refund } from '../../ledger/refund.entity.js';

const payment: ResourceSpec = {
  entity: Payment,
  access: 'payments',
  label: '결제',
  menu: { group: '판매', icon: 'card' },
  title: 'receiptId',
  properties: {
    id: { label: '번호' },
    orderId: { label: '주문', reference: 'Order' },
    receiptId: { label: '영수증', match: 'prefix', code: true, unique: true },
    state: { label: '상태', format: 'tag', values: RECEIPT_STATE_LABELS },
    method: { label: '수단', code: true },
    amount: { label: '결제할 금액', format: 'won' },
    captured: { label: '결제된 금액', format: 'won' },
    committed: { label: '돌려주기로 한 금액', format: 'won' },
    submittedAt: { label: '제출한 때', format: 'time' },
    paidAt: { label: '결제한 때', format: 'time' },
    nextCheckAt: { label: '다음 확인', format: 'time' },
  },
  list: ['orderId', 'state', 'method', 'captured', 'committed', 'paidAt', 'receiptId'],
  filter: ['orderId', 'receiptId', 'state', 'paidAt'],
  sort: { by: 'submittedAt', direction: 'desc' },
  sortable: ['state', 'paidAt', 'receiptId'],
};

const refund: ResourceSpec = {
  entity: Refund,
  access: 'refunds',
  label: '환불',
  menu: { group: '판매', icon: 'undo' },
  title: 'k',
  properties: {
    id: { label: '번호' },
    k: { label: '까닭', match: 'prefix', code: true, unique: true },
    kind: { label: '종류', format: 'tag', values: REFUND_KIND_LABELS },
    amount: { label: '금액', format: 'won' },
    state: { label: '상태', format: 'tag', values: REFUND_STATE_LABELS },
    paymentId: { label: '결제' },
    orderId: { label: '주문' },
    lineId: { label: '주문 상품' },
    reason: { label: '사유', personal: 'hidden' },
    promisedBy: { label: '돌려줄 기한', format: 'time' },
    requestedAt: { label: '생긴 때', format: 'time' },
    doneAt: { label: '돌려준 때', format: 'time' },
    dueAt: { label: '다음 시도', format: 'time' },
    attempts: { label: '시도 횟수', format: 'count' },
    refusals: { label: '거절된 횟수', format: 'count' },
    lastError: { label: '마지막 오류', personal: 'hidden' },
  },
  list: ['k', 'kind', 'amount', 'state', 'promisedBy', 'doneAt', 'attempts'],
  filter: ['state', 'kind', 'orderId', 'promisedBy', 'doneAt'],
  sort: { by: 'requestedAt', direction: 'desc' },
  sortable: ['k', 'kind', 'state', 'promisedBy', 'doneAt'],
  detail: { component: 'RefundDetail', load: ({ ctx }, id) => readRefundDetail(ctx, Number(id)) },
  actions: refundActions,
};

const probe: ResourceSpec = {
  entity: ReceiptProbe,
  access: 'payments',
  label: '영수증 확인',
  title: 'receiptId',
  properties: {
    receiptId: { label: '영수증', match: 'prefix', code: true },
    orderId: { label: '주문' },
    dirtyAt: { label: '알림이 온 때', format: 'time' },
    readAt: { label: '읽은 때', format: 'time' },
  },
  list: ['receiptId', 'orderId', 'dirtyAt', 'readAt'],
  filter: ['orderId', 'dirtyAt'],
  sort: { by: 'dirtyAt', direction: 'desc' },
};

export const paymentResources = [payment, refund, probe] as const;
