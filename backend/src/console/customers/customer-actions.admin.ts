import { z } from 'zod';
import { parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { changeUniversity } from '../../accounts/change-university.js';
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

/** What staff do with one customer, each by its verb. */
export const customerActions = { university } as const;
