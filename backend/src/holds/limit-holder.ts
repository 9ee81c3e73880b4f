import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { instantOrNull } from '../database/database.js';
import { keyedHash } from '../kernel/random.js';

/** Under which name the customer's units are counted: the verified phone where there is one, so that two accounts share a limit. */
export async function limitHolder(ctx: Context): Promise<string> {
  const { id } = asCustomer(ctx);
  const sql = 'SELECT phone, phone_verified_at FROM customers WHERE id = ?';
  const [row] = await ctx.db.query<{ phone: string; phone_verified_at: Date | string | null }[]>(sql, [id]);
  if (!row) throw new Error(`There is no customer ${id}.`);
  return holderOf(ctx, { id, phone: row.phone, phoneVerifiedAt: instantOrNull(row.phone_verified_at) });
}

/** Keyed and one-way: the count outlives the account (an order of five years' standing refers to it), the number does not. */
export const holderOf = (
  ctx: { settings: Pick<Context['settings'], 'secrets'> },
  { id, phone, phoneVerifiedAt }: { id: number; phone: string; phoneVerifiedAt: Date | null },
): string => (phoneVerifiedAt ? `phone:${keyedHash(ctx.settings.secrets.field, 'limit-holder', phone).slice(0, 32)}` : `customer:${id}`);
