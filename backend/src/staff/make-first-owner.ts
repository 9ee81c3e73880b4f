import { IsNull, Not } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, forbidden } from '../kernel/errors.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { audit } from '../access/audit.js';
import { lockOwners } from './lock-staff.js';
import { openStaffLink } from './staff-link.js';
import { Staff } from './staff.entity.js';

/**
 * The first owner of a shop that has none who can sign in; run on the server, by whoever may. Again for the same e-mail
 * before the link was taken: another link.
 * @throws AppError 403 for anybody but the system; 409 `owner_exists`
 */
export async function makeFirstOwner(ctx: Context, input: { email: string; name: string }): Promise<{ link: string }> {
  if (ctx.actor.kind !== 'system') throw forbidden();
  const email = input.email.trim().toLowerCase();
  return transact(ctx.db, async (tx) => {
    await lockOwners(tx);
    if (await tx.existsBy(Staff, { role: 'owner', active: true, passwordHash: Not(IsNull()) })) throw ownerExists();
    const known = await tx.findOneBy(Staff, { email });
    const row = { name: cleanLine(input.name), role: 'owner' as const, active: true };
    if (known) await tx.update(Staff, { id: known.id }, row);
    const id = known?.id ?? ((await tx.insert(Staff, { ...row, email, createdAt: ctx.clock.now() })).identifiers[0] as { id: number }).id;
    await audit(tx, ctx, { action: 'makeFirstOwner', resource: 'staff', recordId: id });
    return { link: await openStaffLink(tx, ctx, id, 'invite') };
  });
}

const ownerExists = () => conflict('owner_exists');
