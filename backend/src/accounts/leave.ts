import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { exists } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { conflict } from '../kernel/errors.js';
import { noteSecurity } from '../kernel/security.js';
import { forgetRecipient } from '../outbox/forget-recipient.js';
import { forgetAnswers } from '../orders/forget-answers.js';
import { Order } from '../orders/order.entity.js';
import { LIVE_STATES } from '../orders/rules/order-state.js';
import { Refund } from '../ledger/refund.entity.js';
import { eraseCustomer } from '../customers/erase-customer.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { needPassword } from '../customers/step-up.js';

const orders = table(Order);
const refunds = table(Refund);

/**
 * Closes the account: personal data goes now, what the law keeps (orders and payments, five years) stays with the orders.
 * @throws AppError 403 `password_needed`; 409 `orders_live` while an order is on its way, or money on its way back
 */
export async function leave(ctx: Context): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const { id } = await lockCustomer(tx, ctx);
    await needPassword(tx, ctx);
    if (await exists(tx, sql`FROM ${orders} WHERE ${orders.customerId} = ${id} AND ${orders.state} IN ${LIVE_STATES}`)) {
      throw conflict('orders_live');
    }
    if (await moneyGoesBack(tx, id)) {
      throw conflict('orders_live.money');
    }
    await erase(tx, ctx, id);
  });
  noteSecurity(ctx, 'customer.left');
}

// If Bootpay refuses it, only the customer can say where else it shall go.
const moneyGoesBack = (tx: EntityManager, customerId: number): Promise<boolean> =>
  exists(
    tx,
    sql`FROM ${refunds} JOIN ${orders} ON ${orders.id} = ${refunds.orderId}
      WHERE ${orders.customerId} = ${customerId} AND ${refunds.state} <> ${'done'}`,
  );

/** What leaving takes away. Also for who has left since a backup that brings them back: backup/apply-erasures.ts. */
export async function erase(tx: EntityManager, ctx: Pick<Context, 'clock'>, id: number): Promise<void> {
  await eraseCustomer(tx, id, ctx.clock.now());
  await forgetRecipient(tx, id);
  await forgetAnswers(tx, id);
}
