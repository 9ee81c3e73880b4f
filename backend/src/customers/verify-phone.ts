import type { EntityManager } from 'typeorm';
import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { execute, insertIgnore, transact } from '../database.js';
import { holderOf } from '../promotions/limit-holder.js';
import { CustomerLimit } from '../promotions/customer-limit.entity.js';
import { Customer } from './customer.entity.js';
import { lockCustomer } from './lock-customer.js';
import { sendCode } from './send-code.js';
import { takeCode } from './take-code.js';

/** Sends a code to the phone that the customer says is theirs. @throws AppError 429 */
export async function startPhoneVerification(ctx: Context, { phone }: { phone: string }): Promise<void> {
  const customerId = asCustomer(ctx).id;
  await transact(ctx.db, (tx) => sendCode(tx, ctx, { purpose: 'phone', customerId, phone, handle: null }));
}

/**
 * Proves the phone that the last code went to. From then on limits are counted by it, what is held already included.
 * @throws AppError 422 `wrong_code`
 */
export async function finishPhoneVerification(ctx: Context, { code }: { code: string }): Promise<void> {
  const refusal = await transact(ctx.db, async (tx) => {
    const customer = await lockCustomer(tx, ctx);
    const outcome = await takeCode(tx, ctx, { purpose: 'phone', customerId: customer.id }, code);
    if ('refusal' in outcome) return outcome.refusal;
    const { phone } = outcome.taken;
    // Before the limits move: an order placed meanwhile waits for this row, and then counts by the phone.
    await tx.update(Customer, { id: customer.id }, { phone, phoneVerifiedAt: ctx.clock.now() });
    await moveLimits(tx, customer, `phone:${phone}`);
    return null;
  });
  if (refusal) throw refusal;
}

async function moveLimits(tx: EntityManager, customer: Customer, to: string): Promise<void> {
  const from = holderOf(customer);
  if (from === to) return;
  const held = await tx.query<{ offerId: number; held: number | string }[]>(
    `SELECT line.offer_id AS offerId, SUM(line.quantity) AS held FROM orders o JOIN order_lines line ON line.order_id = o.id
     WHERE o.customer_id = ? AND o.limit_holder = ? AND line.state = 'live' AND o.state NOT IN ('expired', 'cancelled')
     GROUP BY line.offer_id ORDER BY line.offer_id`,
    [customer.id, from],
  );
  await execute(tx, 'UPDATE orders SET limit_holder = ? WHERE customer_id = ? AND limit_holder = ?', [to, customer.id, from]);
  for (const row of held) {
    await execute(tx, `${insertIgnore(tx)} INTO customer_limits (offer_id, holder, held) VALUES (?, ?, 0)`, [row.offerId, to]);
    await tx.increment(CustomerLimit, { offerId: row.offerId, holder: to }, 'held', Number(row.held));
    await tx.decrement(CustomerLimit, { offerId: row.offerId, holder: from }, 'held', Number(row.held));
  }
}
