import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { Customer } from '../customers/customer.entity.js';

/** Under which name the customer's units are counted: the verified phone where there is one, so that two accounts share a limit. */
export async function limitHolder(ctx: Context): Promise<string> {
  const { id } = asCustomer(ctx);
  return holderOf(
    await ctx.db.manager.findOneOrFail(Customer, { where: { id }, select: { id: true, phone: true, phoneVerifiedAt: true } }),
  );
}

export const holderOf = ({ id, phone, phoneVerifiedAt }: Pick<Customer, 'id' | 'phone' | 'phoneVerifiedAt'>): string =>
  phoneVerifiedAt ? `phone:${phone}` : `customer:${id}`;
