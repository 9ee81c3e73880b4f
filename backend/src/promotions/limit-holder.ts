import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { Customer } from '../customers/customer.entity.js';
import { keyedHash } from '../random.js';

/** Under which name the customer's units are counted: the verified phone where there is one, so that two accounts share a limit. */
export async function limitHolder(ctx: Context): Promise<string> {
  const { id } = asCustomer(ctx);
  return holderOf(
    ctx,
    await ctx.db.manager.findOneOrFail(Customer, { where: { id }, select: { id: true, phone: true, phoneVerifiedAt: true } }),
  );
}

/** Keyed and one-way: the count outlives the account (an order of five years' standing refers to it), the number does not. */
export const holderOf = (
  ctx: { settings: Pick<Context['settings'], 'secrets'> },
  { id, phone, phoneVerifiedAt }: Pick<Customer, 'id' | 'phone' | 'phoneVerifiedAt'>,
): string => (phoneVerifiedAt ? `phone:${keyedHash(ctx.settings.secrets.field, 'limit-holder', phone).slice(0, 32)}` : `customer:${id}`);
