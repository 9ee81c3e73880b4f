import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateBoth } from '../database/write.js';
import { Customer } from '../customers/customer.entity.js';
import { countSold } from '../holds/counters.js';
import type { Context, Receipt } from '../kernel/context.js';
import { awaiting, captureOf } from '../ledger/payments.js';
import { moveOf } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import { enqueueIf } from '../outbox/outbox.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { paidMessages } from './announce-paid.js';
import type { Payable } from './read-payable.js';

const orders = table(Order);
const promotions = table(Promotion);
const customers = table(Customer);

/** When it was, and what became of it. */
export interface PaidNow {
  paidAt: Date;
  releasedAt: Date | null;
}

/**
 * What `recordCapture` does where nothing came between, without reading anew what is known of the order: that it is so, the
 * statements say themselves that write it. Null where anything is otherwise; then nothing was written.
 */
export async function recordUsual(ctx: Context, payable: Payable, receipt: Receipt): Promise<PaidNow | null> {
  const { order, lines, phone } = payable;
  if (!phone) return null;
  const now = ctx.clock.now();
  const stamps = { paidAt: now, releasedAt: kindOf(payable.promotion).released === 'at_payment' ? now : null };
  const wanted = sql`${orders.cancelRequestedAt} IS NULL`;
  const capture = { receiptId: receipt.receiptId, to: 'paid' as const, captured: receipt.price, method: receipt.method, paidAt: now };
  // Read after the wait for the order's row, as whoever cancels a promotion comes back for orders that were paid meanwhile.
  const stillSo = sql`FROM ${customers} JOIN ${promotions} ON ${promotions.id} = ${order.promotionId}
    WHERE ${customers.id} = ${order.customerId} AND ${customers.phone} = ${phone} AND ${promotions.state} <> ${'cancelled'}`;
  try {
    await transact(ctx.db, async (tx) => {
      const paid = moveOf(order.id, 'paid', stamps, { money: 'paid', when: wanted });
      if ((await updateBoth(tx, paid, captureOf(capture, awaiting(receipt.price)))) !== 2) throw new Otherwise();
      if (!(await enqueueIf(tx, ctx, stillSo, paidMessages(order, payable)))) throw new Otherwise();
      await countSold(tx, lines);
    });
    return stamps;
  } catch (error) {
    if (error instanceof Otherwise) return null;
    throw error;
  }
}

class Otherwise extends Error {
  override name = 'Otherwise';
}
