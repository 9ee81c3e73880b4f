import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, forbidden } from '../kernel/errors.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { audit } from '../access/audit.js';
import { lockOwners } from './lock-staff.js';
import { noteSecurity } from '../kernel/security.js';
import { openStaffLink } from './staff-link.js';
import { Staff } from './staff.entity.js';
import { exists, readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const staff = table(Staff);

/**
 * The first owner of a shop that has none who can sign in; run on the server, by whoever may. Again for the same e-mail
 * before the link was taken: another link.
 * @throws AppError 403 for anybody but the system; 409 `owner_exists`
 */
export async function makeFirstOwner(ctx: Context, input: { email: string; name: string }): Promise<{ link: string }> {
  if (ctx.actor.kind !== 'system') throw forbidden();
  const email = input.email.trim().toLowerCase();
  const made = await transact(ctx.db, async (tx) => {
    await lockOwners(tx);
    if (
      await exists(
        tx,
        sql`FROM ${staff} WHERE ${staff.role} = ${'owner'} AND ${staff.active} = ${true} AND ${staff.passwordHash} IS NOT NULL`,
      )
    )
      throw ownerExists();
    const known = await readRow(tx, Staff, sql`WHERE ${staff.email} = ${email}`);
    const row = { name: cleanLine(input.name), role: 'owner' as const, active: true };
    if (known) await updateRows(tx, Staff, row, sql`${staff.id} = ${known.id}`);
    const id = known?.id ?? (await insertRows(tx, Staff, { ...row, email, createdAt: ctx.clock.now() }));
    await audit(tx, ctx, { action: 'makeFirstOwner', resource: 'staff', recordId: id });
    return { id, link: await openStaffLink(tx, ctx, id, 'invite') };
  });
  noteSecurity(ctx, 'staff.first_owner', { subject: `staff/${made.id}` });
  return { link: made.link };
}

const ownerExists = () => conflict('owner_exists');
