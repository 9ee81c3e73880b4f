import type { Context } from '../kernel/context.js';
import { execute, transact } from '../database/database.js';
import { invalid, refusal } from '../kernel/errors.js';
import { encryptField } from '../kernel/field-encryption.js';
import { hashPassword } from '../kernel/passwords.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { linkOver, type OpenLink, readStaffLink } from './read-staff-link.js';
import { totpPlace } from './sign-in-staff.js';
import { Staff } from './staff.entity.js';
import { totpStep } from './totp.js';
import { say } from '../words/say.js';

export interface TakeStaffLinkInput {
  token: string;
  /** 12 characters or more. */
  password: string;
  /** What the authenticator app shows for the link's secret; may be left out (empty) only where APP_ENV is not prod. */
  code: string;
}

const SHORTEST = 12;

/**
 * Sets password and second factor by a one-time link, once. Every session there was ends; signing in follows as usual,
 * with a new code, which shows that both work.
 * @throws AppError 410 `link_over`; 422 `invalid` for the password; 422 `wrong_code`, 422 `code_required`; 503 `busy`
 */
export async function takeStaffLink(ctx: Context, { token, password, code }: TakeStaffLinkInput): Promise<void> {
  const link = await readStaffLink(ctx, token);
  if ([...password].length < SHORTEST) throw invalid(say('password.short', { least: SHORTEST }));
  const step = enrolledStep(ctx, link, code.trim());
  const passwordHash = await hashPassword(password, ctx);
  await transact(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    const used = 'UPDATE staff_links SET used_at = ? WHERE id = ? AND used_at IS NULL AND expires_at > ?';
    if ((await execute(tx, used, [now, link.id, now])) === 0) throw linkOver();
    const { id } = link.staff;
    const factor =
      step === null
        ? { totpSecret: null, totpEnrolledAt: null, totpLastStep: null }
        : { totpSecret: secretOf(ctx, link), totpEnrolledAt: now, totpLastStep: step };
    const changed = await tx.update(Staff, { id, active: true }, { passwordHash, failedTries: 0, lockedUntil: null, ...factor });
    if (changed.affected === 0) throw linkOver();
    await endStaffSessions(tx, ctx, id);
    const as = { ...ctx, actor: { kind: 'staff' as const, id, role: link.staff.role } };
    await audit(tx, as, { action: 'takeStaffLink', resource: 'staff', recordId: id, changes: { secondFactor: [null, step !== null] } });
  });
}

const secretOf = (ctx: Context, { staff, totpSecret }: OpenLink) =>
  encryptField(ctx.settings.secrets.field, totpPlace(staff.id), totpSecret);

/** The step of the code, so that it does not sign in too; null where no second factor is wanted, outside prod. */
function enrolledStep(ctx: Context, { totpSecret }: OpenLink, code: string): number | null {
  if (code === '') {
    if (ctx.settings.appEnv !== 'prod') return null;
    throw refusal(422, 'code_required.enrol');
  }
  const step = totpStep(totpSecret, code, ctx.clock.now());
  if (step === null) throw refusal(422, 'wrong_code.enrol');
  return step;
}
