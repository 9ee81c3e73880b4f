import type { Context } from '../kernel/context.js';
import { refusal } from '../kernel/errors.js';
import { noteSecurity } from '../kernel/security.js';
import { keysOf } from '../kernel/keys.js';
import { keyedHash, sha256 } from '../kernel/random.js';
import { Staff } from './staff.entity.js';
import { StaffLink } from './staff-link.entity.js';
import { toBase32 } from './totp.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const staffLinks = table(StaffLink);
const staffTable = table(Staff);

export interface OpenLink {
  id: number;
  purpose: StaffLink['purpose'];
  staff: Pick<Staff, 'id' | 'email' | 'name' | 'role'>;
  /** Base32, for the authenticator app. Follows from the link, so that two tabs and a reload show the same one. */
  totpSecret: string;
  /** What the page showed while another key was the current one. */
  formerTotpSecrets: string[];
}

/** Whom a one-time link is for. Reading it uses nothing up: messengers open links to draw a preview. @throws AppError 410 `link_over` */
export async function readStaffLink(ctx: Context, token: string): Promise<OpenLink> {
  const link = await readRow(
    ctx.db,
    StaffLink,
    sql`WHERE ${staffLinks.tokenHash} = ${sha256(token)} AND ${staffLinks.usedAt} IS NULL AND ${staffLinks.expiresAt} > ${ctx.clock.now()}`,
  );
  const staff = link && (await readRow(ctx.db, Staff, sql`WHERE ${staffTable.id} = ${link.staffId} AND ${staffTable.active} = ${true}`));
  if (!staff) {
    noteSecurity(ctx, 'staff.link_refused', { why: 'over' });
    throw linkOver();
  }
  const { id, email, name, role } = staff;
  const [totpSecret = '', ...formerTotpSecrets] = keysOf(ctx.settings, 'field').map((key) => secretUnder(key, token));
  return { id: link.id, purpose: link.purpose, staff: { id, email, name, role }, totpSecret, formerTotpSecrets };
}

const secretUnder = (key: string, token: string): string =>
  toBase32(Buffer.from(keyedHash(key, 'staff second factor', token), 'hex').subarray(0, 20));

export const linkOver = () => refusal(410, 'link_over');
