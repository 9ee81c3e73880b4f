import { z } from 'zod';
import { formKey, parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { closeEarly } from '../../settlement/close-early.js';
import { copyPromotion } from '../../promotions/copy-promotion.js';
import { extendPromotion } from '../../settlement/extend-promotion.js';
import { readClosingStart } from '../../settlement/read-closing-start.js';
import { readCopyStart } from '../../promotions/read-copy-start.js';
import { settleNow } from '../../settlement/settle-now.js';

const reason = StaffReason;
const ADVICE = '사유와 시각을 확인하고 다시 적어 주세요.';

type Params = Readonly<Record<string, unknown>>;
// The button only; the verb asks the row and the database's clock.
const isPublished = (promotion: Params) => promotion['state'] === 'published';
const hasPassed = (at: unknown) => new Date(at as string | Date).getTime() <= Date.now();
const isOpen = (promotion: Params) => isPublished(promotion) && hasPassed(promotion['opensAt']) && !hasPassed(promotion['closesAt']);

const extend: ActionSpec = {
  kind: 'record',
  label: '마감 연장',
  icon: 'Clock',
  needs: 'write',
  component: 'ClosingForm',
  drawer: true,
  visible: (promotion) => isPublished(promotion) && !hasPassed(promotion['closesAt']),
  load: ({ ctx }, ids) => readClosingStart(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    const given = parseInput(z.object({ closesAt: z.coerce.date(), from: z.coerce.date(), reason }), input, ADVICE);
    await extendPromotion(ctx, { id: recordNumber(ids), ...given });
    return { message: '마감을 늦췄어요. 참여한 사람에게 문자로 알려요.' };
  },
};

const close: ActionSpec = {
  kind: 'record',
  label: '조기 마감',
  icon: 'StopCircle',
  needs: 'write',
  danger: true,
  component: 'ClosingForm',
  drawer: true,
  visible: isOpen,
  load: ({ ctx }, ids) => readClosingStart(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    await closeEarly(ctx, { id: recordNumber(ids), ...parseInput(z.object({ reason }), input, ADVICE) });
    return { message: '마감했어요. 곧 정산을 시작하고, 참여한 사람에게 문자로 알려요.' };
  },
};

const SETTLED: Record<Awaited<ReturnType<typeof settleNow>>, string> = {
  waiting: '결제가 끝나지 않은 주문을 기다려요. 끝나는 대로 이어서 정산해요.',
  stuck: '정산하지 못한 주문이 있어요. 계속 다시 시도하고 Slack으로 알려요.',
  refunding: '가격을 정하고 환불을 시작했어요. 모두 끝나면 정산 완료로 바뀌어요.',
  running: '정산하고 있어요. 창을 닫아도 이어져요. 아래에서 얼마나 됐는지 볼 수 있어요.',
  done: '정산을 마쳤어요.',
};

const settle: ActionSpec = {
  kind: 'record',
  label: '정산하기',
  icon: 'CheckSquare',
  needs: 'write',
  primary: true,
  component: 'ActionForm',
  drawer: true,
  custom: {
    form: {
      question: '마감한 프로모션은 저절로 정산해요. 기다리지 않고 지금 시작하거나 이어서 해요. 여러 번 눌러도 두 번 환불하지 않아요.',
      fields: [{ name: 'reason', label: '사유', kind: 'textarea', required: true, maxLength: 200 }],
      submit: '정산하기',
    },
  },
  visible: (promotion) => isPublished(promotion) && hasPassed(promotion['closesAt']),
  run: async ({ ctx }, ids, input) => {
    const end = await settleNow(ctx, { id: recordNumber(ids), ...parseInput(z.object({ reason }), input, ADVICE) });
    return { message: SETTLED[end] };
  },
};

const Copy = z.object({
  opensAt: z.coerce.date(),
  closesAt: z.coerce.date(),
  reach: z.union([z.literal('all'), z.array(z.number().int()).max(1000)]),
  formKey,
});

const copy: ActionSpec = {
  kind: 'record',
  label: '복사',
  icon: 'Copy',
  needs: 'write',
  component: 'CopyForm',
  drawer: true,
  load: ({ ctx }, ids) => readCopyStart(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    const { id } = await copyPromotion(ctx, { id: recordNumber(ids), ...parseInput(Copy, input, ADVICE) });
    return { message: '복사했어요. 미리 보고 공개해 주세요.', go: `/admin/resources/Promotion/records/${id}/preview` };
  },
};

/** What staff do with the time of a promotion. */
export const closingActions = { settle, extend, close, copy } as const;
