import { z } from 'zod';
import { parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import type { ActionSpec, FormSpec } from '../kit/resource-spec.js';
import { won } from '../../words/rules/wording.js';
import { cancelLines } from '../../orders/cancel-lines.js';
import { cancelOrder } from '../../orders/cancel-order.js';
import { decideReturn } from '../../orders/decide-return.js';
import { deliverOrder } from '../../orders/deliver-order.js';
import { prepareOrder } from '../../orders/prepare-order.js';
import { readLiveLines } from '../../orders/read-live-lines.js';
import { CANCELLABLE } from '../../orders/rules/order-state.js';
import { CARRIERS } from '../../orders/rules/tracking-number.js';
import { shipOrder } from '../../orders/ship-order.js';

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

const Shipping = z.object({
  carrier: z.enum(CARRIERS),
  trackingNumber: z.string().trim().min(1).max(100),
  sharesNumber: z.boolean().optional(),
});
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
      {
        name: 'trackingNumber',
        label: '송장 번호',
        kind: 'text',
        required: true,
        maxLength: 100,
        help: '띄어쓰기와 하이픈은 있어도 돼요. 숫자만 남겨요.',
      },
    ],
    submit: '발송 완료로 바꾸기',
    confirm: { code: 'tracking_used', field: 'sharesNumber', label: '같은 번호로 발송하기' },
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

const REASON_ADVICE = '사유를 2자 이상 적어 주세요.';
const Reason = z.object({ reason: StaffReason });
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
    await cancelOrder(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, REASON_ADVICE) });
    return { message: '주문을 취소했어요. 결제한 금액은 자동으로 돌려줘요.' };
  },
};

const Lines = Reason.extend({ lineIds: z.array(z.number().int().positive()).min(1).max(50) });
const cancelSome: ActionSpec = {
  kind: 'record',
  label: '상품 취소',
  icon: 'MinusCircle',
  needs: 'cancel',
  danger: true,
  component: 'CancelLines',
  drawer: true,
  visible: (order) => order['state'] === 'paid' || order['state'] === 'preparing',
  load: ({ ctx }, ids) => readLiveLines(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    const chosen = parseInput(Lines, input, '취소할 상품을 고르고 사유를 2자 이상 적어 주세요.');
    const owed = await cancelLines(ctx, { id: recordNumber(ids), ...chosen });
    return { message: `상품을 취소했어요. ${won(owed)}을 자동으로 돌려줘요.` };
  },
};

const REASON = { name: 'reason', label: '사유', kind: 'textarea', required: true, maxLength: 200 } as const;
const Accepted = Reason.extend({ restock: z.boolean() });
const acceptReturn: ActionSpec = {
  kind: 'record',
  label: '반품 받기',
  icon: 'CornerDownLeft',
  needs: 'cancel',
  ...form({
    question: '반품을 받고 돈을 돌려줘요. 단순 변심이면 반품 배송비를 뺀 금액이에요.',
    fields: [REASON, { name: 'restock', label: '다시 팔 수 있어요. 재고로 되돌려요.', kind: 'check' }],
    submit: '반품 받기',
  }),
  visible: (order) => order['state'] === 'return_requested',
  run: async ({ ctx }, ids, input) => {
    await decideReturn(ctx, { id: recordNumber(ids), decision: 'accepted', ...parseInput(Accepted, input, REASON_ADVICE) });
    return { message: '반품을 받았어요. 금액은 자동으로 돌려줘요.' };
  },
};

const declineReturn: ActionSpec = {
  kind: 'record',
  label: '반품 거절',
  icon: 'Slash',
  needs: 'cancel',
  danger: true,
  ...form({ question: '반품을 받지 않아요. 고객에게 사유를 알려요.', fields: [REASON], submit: '반품 거절' }),
  visible: (order) => order['state'] === 'return_requested',
  run: async ({ ctx }, ids, input) => {
    const { reason } = parseInput(Reason, input, REASON_ADVICE);
    await decideReturn(ctx, { id: recordNumber(ids), decision: 'declined', restock: false, reason });
    return { message: '반품을 받지 않기로 했어요.' };
  },
};

const workbook = {
  label: 'Excel',
  icon: 'Download',
  needs: 'export',
  component: 'ExcelExport',
  drawer: true,
} as const satisfies Omit<ActionSpec, 'kind'>;
/** Of what the list's filters match, on the list; of the one order on its page. */
const excel: ActionSpec = { kind: 'resource', ...workbook };
const excelOne: ActionSpec = { kind: 'record', ...workbook, label: '이 주문 Excel' };

/** What staff do with an order, each by its verb. */
export const orderActions = { excel, prepare, ship, deliver, cancel, cancelSome, acceptReturn, declineReturn, excelOne } as const;
