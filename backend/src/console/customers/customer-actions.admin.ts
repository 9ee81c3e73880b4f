import { z } from 'zod';
import { parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { changeUniversity } from '../../accounts/change-university.js';
import { signOutCustomer } from '../../customers/sign-out-customer.js';
import { readUniversityChoices } from '../../customers/read-university-choices.js';

const universityId = z.number().int().positive();
const Move = z.object({ universityId, from: universityId, reason: StaffReason });
const university: ActionSpec = {
  kind: 'record',
  label: '대학교 바꾸기',
  icon: 'Repeat',
  needs: 'write',
  component: 'ChangeUniversity',
  drawer: true,
  visible: (customer) => !customer['leftAt'],
  load: ({ ctx }, ids) => readUniversityChoices(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    const chosen = parseInput(Move, input, '대학교를 고르고 사유를 2자 이상 적어 주세요.');
    await changeUniversity(ctx, { id: recordNumber(ids), ...chosen });
    return { message: '대학교를 바꿨어요. 새 대학교에 닿지 않는 결제 대기 주문은 곧 끝나요.' };
  },
};

const Reason = z.object({ reason: StaffReason });
const signOut: ActionSpec = {
  kind: 'record',
  label: '모든 기기 로그아웃',
  icon: 'LogOut',
  needs: 'write',
  component: 'ActionForm',
  custom: {
    form: {
      question: '고객이 로그인한 기기 모두에서 바로 나가요. 주문과 결제는 그대로예요.',
      fields: [{ name: 'reason', label: '사유', kind: 'text', required: true, maxLength: 200, help: '변경 기록에 남아요.' }],
      submit: '모두 로그아웃하기',
    },
  },
  visible: (customer) => !customer['leftAt'],
  run: async ({ ctx }, ids, input) => {
    await signOutCustomer(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, '사유를 두 글자 이상 적어 주세요.') });
    return { message: '모든 기기에서 로그아웃했어요.' };
  },
};

/** What staff do with one customer, each by its verb. */
export const customerActions = { university, signOut } as const;
