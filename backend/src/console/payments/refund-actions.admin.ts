import { z } from 'zod';
import { parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import type { ActionSpec, FormSpec } from '../kit/resource-spec.js';
import { approveManualRefund } from '../../payments/approve-manual-refund.js';
import { askAccountAgain } from '../../payments/ask-account-again.js';
import { showRefundAccount } from '../../payments/show-refund-account.js';

const form = (spec: FormSpec) => ({ component: 'ActionForm', drawer: true, custom: { form: spec } }) as const;
const byHand: Pick<ActionSpec, 'kind' | 'needs' | 'access' | 'visible'> = {
  kind: 'record',
  needs: 'cancel',
  access: 'orders',
  visible: (refund) => refund['state'] === 'manual',
};

const account: ActionSpec = {
  ...byHand,
  label: '계좌 보기',
  icon: 'Eye',
  component: 'RefundAccount',
  drawer: true,
  // Never on GET: that it was looked at is written down first.
  run: async ({ ctx, address }, ids) => {
    const shown = await showRefundAccount(ctx, { id: recordNumber(ids), address });
    return { message: '계좌를 열었어요. 열람 기록에 남았어요.', data: shown };
  },
};

const WON = /^[\d,]{1,13}$/;
const Approval = z.object({
  amount: z
    .string()
    .trim()
    .regex(WON)
    .transform((text) => Number(text.replaceAll(',', ''))),
});
const approve: ActionSpec = {
  ...byHand,
  label: '승인',
  icon: 'CheckCircle',
  primary: true,
  ...form({
    question: '두 사람이 승인해요. 두 번째로 승인하는 사람이 먼저 돈을 보내고 승인해 주세요. 그러면 환불이 끝나고 계좌는 지워져요.',
    fields: [
      {
        name: 'amount',
        label: '돌려줄 금액 (원)',
        kind: 'text',
        required: true,
        maxLength: 13,
        help: '확인을 위해 금액을 직접 적어 주세요.',
      },
    ],
    submit: '승인하기',
  }),
  run: async ({ ctx }, ids, input) => {
    const { amount } = parseInput(Approval, input, '돌려줄 금액을 숫자로 적어 주세요.');
    const missing = await approveManualRefund(ctx, { id: recordNumber(ids), amount });
    return { message: missing === 0 ? '환불이 끝났어요. 계좌는 지웠어요.' : '승인했어요. 다른 사람의 승인이 한 번 더 필요해요.' };
  },
};

const ADVICE = '사유를 2자 이상 적어 주세요.';
const Reason = z.object({ reason: StaffReason });
const again: ActionSpec = {
  ...byHand,
  label: '계좌 다시 받기',
  icon: 'RotateCcw',
  danger: true,
  ...form({
    question: '받은 계좌와 승인을 지우고, 고객에게 계좌를 다시 알려 달라고 문자를 보내요.',
    fields: [{ name: 'reason', label: '사유', kind: 'textarea', required: true, maxLength: 200, help: '변경 기록에만 남아요.' }],
    submit: '다시 받기',
  }),
  run: async ({ ctx }, ids, input) => {
    await askAccountAgain(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, ADVICE) });
    return { message: '고객에게 계좌를 다시 물었어요.' };
  },
};

/** What staff do with a refund that Bootpay refused for good, each by its verb. */
export const refundActions = { account, approve, again } as const;
