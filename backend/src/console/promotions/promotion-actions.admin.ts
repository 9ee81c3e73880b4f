import { z } from 'zod';
import { formKey, openedVersion, parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { emptyLine } from '../../contract/common.js';
import { cancelPromotion } from '../../settlement/cancel-promotion.js';
import { closingActions } from './promotion-closing.admin.js';
import { readPromotionForm } from '../../promotions/read-promotion-form.js';
import { preview, publish } from './promotion-preview.admin.js';
import { savePromotion } from '../../promotions/save-promotion.js';
import { PROMOTION_KIND_NAMES } from '../../promotions/rules/promotion-kind.js';

const units = z.number().int().min(1).max(1_000_000);
const Form = z.object({
  slug: emptyLine(80),
  kind: z.enum(PROMOTION_KIND_NAMES),
  title: emptyLine(120),
  summary: emptyLine(300),
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
  load: ({ ctx }) => readPromotionForm(ctx, undefined),
  run: async ({ ctx }, _ids, input) => {
    const { id } = await savePromotion(ctx, parseInput(Form.extend({ formKey }), input, ADVICE));
    return { message: '프로모션을 저장했어요. 미리 보고 공개해 주세요.', go: `/admin/resources/Promotion/records/${id}/preview` };
  },
};

const edit: ActionSpec = {
  kind: 'record',
  label: '수정',
  icon: 'Edit',
  needs: 'write',
  component: 'PromotionForm',
  visible: (promotion) => promotion['state'] === 'draft' || promotion['state'] === 'published',
  load: ({ ctx }, ids) => readPromotionForm(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    await savePromotion(ctx, { ...parseInput(Form.extend({ version: openedVersion }), input, ADVICE), id: recordNumber(ids) });
    return { message: '프로모션을 저장했어요.' };
  },
};

const cancel: ActionSpec = {
  kind: 'record',
  label: '프로모션 취소',
  icon: 'XCircle',
  needs: 'write',
  danger: true,
  component: 'ActionForm',
  drawer: true,
  custom: {
    form: {
      question: '프로모션을 내리고 모든 주문을 취소해 결제한 금액을 돌려줘요. 되돌릴 수 없어요.',
      fields: [{ name: 'reason', label: '사유', kind: 'textarea', required: true, maxLength: 200 }],
      submit: '프로모션 취소',
    },
  },
  visible: (promotion) => promotion['state'] === 'published',
  run: async ({ ctx }, ids, input) => {
    const { reason } = parseInput(z.object({ reason: StaffReason }), input, '사유를 2자 이상 적어 주세요.');
    await cancelPromotion(ctx, { id: recordNumber(ids), reason });
    return { message: '프로모션을 취소했어요. 주문은 차례로 취소하고 돈을 돌려줘요.' };
  },
};

/** What staff do with a promotion, each by its verb. */
export const promotionActions = { new: create, publish, preview, edit, ...closingActions, cancel } as const;
