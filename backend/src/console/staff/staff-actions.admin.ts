import { z } from 'zod';
import { parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import { ROLE_LABELS } from '../../words/ko.js';
import type { ActionSpec, FormField } from '../kit/resource-spec.js';
import { Email, PersonName } from '../../contract/common.js';
import { changeStaffRole } from '../../staff/change-staff-role.js';
import { deactivateStaff } from '../../staff/deactivate-staff.js';
import { inviteStaff } from '../../staff/invite-staff.js';
import { reactivateStaff } from '../../staff/reactivate-staff.js';
import { readStaffRole } from '../../staff/read-staff-role.js';
import { resetStaff } from '../../staff/reset-staff.js';
import { signOutStaffEverywhere } from '../../staff/sign-out-staff-everywhere.js';
import { STAFF_ROLES } from '../../kernel/rules/staff-role.js';

const ROLE: FormField = { name: 'role', label: '역할', kind: 'select', required: true, options: ROLE_LABELS };
const REASON: FormField = { name: 'reason', label: '사유', kind: 'text', required: true, maxLength: 200, help: '변경 기록에 남아요.' };

const Reason = z.object({ reason: StaffReason });
const WithRole = Reason.extend({ role: z.enum(STAFF_ROLES), version: z.enum(STAFF_ROLES) });
const Invite = z.object({
  name: PersonName,
  email: Email,
  role: z.enum(STAFF_ROLES),
});
const REASON_ADVICE = '사유를 두 글자 이상 적어 주세요.';

const form = (question: string, fields: readonly FormField[], submit: string) =>
  ({ component: 'ActionForm', custom: { form: { question, fields, submit } } }) as const;
/** The form stays, and shows the link once. */
const handOver = (message: string, link: string) => ({ message, go: '', data: { link } });

const invite: ActionSpec = {
  kind: 'resource',
  label: '관리자 초대',
  icon: 'UserPlus',
  needs: 'write',
  ...form(
    '한 번만 쓸 수 있는 링크를 만들어요. 메일은 보내지 않으니 직접 전해 주세요. 사흘 안에 써야 해요.',
    [
      { name: 'name', label: '이름', kind: 'text', required: true, maxLength: 100 },
      { name: 'email', label: '이메일', kind: 'text', required: true, maxLength: 254 },
      ROLE,
    ],
    '초대 링크 만들기',
  ),
  run: async ({ ctx }, _ids, input) => {
    const { link } = await inviteStaff(ctx, parseInput(Invite, input, '이름과 이메일을 적고 역할을 골라 주세요.'));
    return handOver('초대 링크를 만들었어요.', link);
  },
};

const reset: ActionSpec = {
  kind: 'record',
  label: '재설정 링크',
  icon: 'Key',
  needs: 'write',
  visible: ({ active }) => isTrue(active),
  ...form(
    '비밀번호와 2단계 인증을 지우고 모든 기기에서 바로 로그아웃해요. 새로 정할 링크를 직접 전해 주세요.',
    [REASON],
    '재설정 링크 만들기',
  ),
  run: async ({ ctx }, ids, input) => {
    const { link } = await resetStaff(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, REASON_ADVICE) });
    return handOver('재설정 링크를 만들었어요.', link);
  },
};

const changeRole: ActionSpec = {
  kind: 'record',
  label: '역할 바꾸기',
  icon: 'Users',
  needs: 'write',
  visible: ({ active }) => isTrue(active),
  ...form('바로 로그아웃되고, 다시 로그인하면 새 역할이에요.', [ROLE, REASON], '역할 바꾸기'),
  // What it was opened with is the role itself.
  load: async ({ ctx }, ids) => {
    const role = await readStaffRole(ctx, recordNumber(ids));
    return { version: role, role };
  },
  run: async ({ ctx }, ids, input) => {
    const { version: from, ...wanted } = parseInput(WithRole, input, `역할을 고르고 ${REASON_ADVICE}`);
    await changeStaffRole(ctx, { id: recordNumber(ids), from, ...wanted });
    return { message: '역할을 바꿨어요.' };
  },
};

const deactivate: ActionSpec = {
  kind: 'record',
  label: '사용 중지',
  icon: 'UserX',
  needs: 'write',
  danger: true,
  visible: ({ active }) => isTrue(active),
  ...form('바로 로그아웃되고 다시 로그인할 수 없어요. 기록은 그대로 남아요.', [REASON], '사용 중지'),
  run: async ({ ctx }, ids, input) => {
    await deactivateStaff(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, REASON_ADVICE) });
    return { message: '사용을 중지했어요.' };
  },
};

const signOut: ActionSpec = {
  kind: 'record',
  label: '모든 기기 로그아웃',
  icon: 'LogOut',
  needs: 'write',
  visible: ({ active }) => isTrue(active),
  ...form('로그인한 기기 모두에서 바로 나가요. 비밀번호는 그대로라 다시 로그인할 수 있어요.', [REASON], '모두 로그아웃하기'),
  run: async ({ ctx }, ids, input) => {
    await signOutStaffEverywhere(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, REASON_ADVICE) });
    return { message: '모든 기기에서 로그아웃했어요.' };
  },
};

const reactivate: ActionSpec = {
  kind: 'record',
  label: '다시 사용',
  icon: 'UserCheck',
  needs: 'write',
  visible: ({ active }) => !isTrue(active),
  ...form('전과 같은 역할로 다시 들어오게 해요. 비밀번호를 정할 링크를 직접 전해 주세요.', [REASON], '다시 사용하기'),
  run: async ({ ctx }, ids, input) => {
    const { link } = await reactivateStaff(ctx, { id: recordNumber(ids), ...parseInput(Reason, input, REASON_ADVICE) });
    return handOver('다시 사용할 수 있어요.', link);
  },
};

// AdminJS hands a record's values over as it flattened them.
const isTrue = (value: unknown) => value === true || value === 1 || value === 'true';

/** What the owner does with staff, each by its verb. */
export const staffActions = { new: invite, reset, changeRole, signOut, deactivate, reactivate } as const;
