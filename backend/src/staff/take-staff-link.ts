import type { Context } from '../kernel/context.js';
import { invalid, refusal } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { encryptField } from '../kernel/field-encryption.js';
import { refuseCommon } from '../kernel/common-passwords.js';
import { hashPassword } from '../kernel/passwords.js';
import { noteSecurity } from '../kernel/security.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { forgetFactors } from './forget-factors.js';
import { linkOver, type OpenLink, readStaffLink } from './read-staff-link.js';
import { isLongEnough, SHORTEST_STAFF_PASSWORD } from './rules/staff-password.js';
import { totpPlace } from './sign-in-staff.js';
import { Staff } from './staff.entity.js';
import { StaffLink } from './staff-link.entity.js';
import { totpStep } from './totp.js';
import { say } from '../words/say.js';

const staffTable = table(Staff);

export interface TakeStaffLinkInput {
  token: string;
  /** 12 characters or more. */
  password: string;
  /** What the authenticator app shows for the link's secret; may be left out (empty) only where APP_ENV is not prod. */
  code: string;
}

const links = table(StaffLink);

/**
 * Sets password and second factor by a one-time link, once. Every session there was ends; signing in follows as usual,
 * with a new code, which shows that both work.
 * @throws AppError 410 `link_over`; 422 `invalid` for the password; 422 `wrong_code`, 422 `code_required`; 503 `busy`
 */
export async function takeStaffLink(ctx: Context, { token, password, code }: TakeStaffLinkInput): Promise<void> {
  const link = await readStaffLink(ctx, token);
  if (!isLongEnough(password)) throw invalid(say('password.short', { least: SHORTEST_STAFF_PASSWORD }));
  await refuseCommon(password);
  const enrolled = enrolledSecret(ctx, link, code.trim());
  const passwordHash = await hashPassword(password, ctx);
  await transact(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    const good = sql`${links.id} = ${link.id} AND ${links.usedAt} IS NULL AND ${links.expiresAt} > ${now}`;
    if ((await updateRows(tx, StaffLink, { usedAt: now }, good)) === 0) throw linkOver();
    const { id } = link.staff;
    const factor =
      enrolled === null
        ? { totpSecret: null, totpEnrolledAt: null, totpLastStep: null }
        : { totpSecret: encryptField(ctx.settings, totpPlace(id), enrolled.secret), totpEnrolledAt: now, totpLastStep: enrolled.step };
    const changed = await updateRows(
      tx,
      Staff,
      { passwordHash, failedTries: 0, lockedUntil: null, ...factor },
      sql`${staffTable.id} = ${id} AND ${staffTable.active} = ${true}`,
    );
    if (changed === 0) throw linkOver();
    await forgetFactors(tx, id);
    await endStaffSessions(tx, ctx, id);
    const as = { ...ctx, actor: { kind: 'staff' as const, id, role: link.staff.role } };
    await audit(tx, as, { action: 'takeStaffLink', resource: 'staff', recordId: id, changes: { secondFactor: [null, enrolled !== null] } });
  });
  noteSecurity({ ...ctx, actor: { kind: 'staff', ...link.staff } }, 'staff.link_taken', { why: link.purpose });
}

/** The secret whose code was given, and the code's step, so that it does not sign in too; null where none is wanted, outside prod. */
function enrolledSecret(ctx: Context, { totpSecret, formerTotpSecrets }: OpenLink, code: string): { secret: string; step: number } | null {
  if (code === '') {
    if (ctx.settings.appEnv !== 'prod') return null;
    throw refusal(422, 'code_required.enrol');
  }
  for (const secret of [totpSecret, ...formerTotpSecrets]) {
    const step = totpStep(secret, code, ctx.clock.now());
    if (step !== null) return { secret, step };
  }
  throw refusal(422, 'wrong_code.enrol');
}
