import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { exists, read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Order } from '../orders/order.entity.js';
import { conflict } from '../kernel/errors.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { CANCELLABLE } from '../orders/rules/order-state.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { eachOrder } from './each-order.js';
import { holdPromotion } from '../promotions/hold-promotion.js';
import { Offer } from '../promotions/offer.entity.js';
import { closeCounters } from '../holds/counters.js';
import { movePromotion } from '../promotions/move-promotion.js';
import { staffReason } from '../promotions/staff-reason.js';
import { dropNotices } from './tell-participants.js';
import { told } from '../words/sentence.js';

const offers = table(Offer);
const orders = table(Order);

/**
 * Takes a published promotion back: nobody sees it or orders from it any more. Its orders are cancelled, and everything
 * goes back, by `cancelOrdersOf`, which the settlement job calls until none is left.
 * @throws AppError 403; 404; 409 `not_cancellable`; 422 for the reason
 */
export async function cancelPromotion(ctx: Context, input: { id: number; reason: string }): Promise<void> {
  allow(ctx, 'promotions', 'write');
  const { id } = input;
  const reason = staffReason(input.reason);
  await transact(ctx.db, async (tx) => {
    const promotion = await holdPromotion(tx, id);
    if (promotion.state === 'cancelled') return;
    if (promotion.state !== 'published' || (await isFrozen(tx, id))) {
      throw conflict('not_cancellable.promotion');
    }
    await movePromotion(tx, id, 'cancelled');
    await audit(tx, ctx, { action: 'cancelPromotion', resource: 'promotions', recordId: id, reason });
    await dropNotices(tx, ctx, id);
    const its = await read(tx, { id: offers.id }, sql`FROM ${offers} WHERE ${offers.promotionId} = ${id}`);
    await closeCounters(
      tx,
      its.map((offer) => offer.id),
    );
  });
}

const isFrozen = (tx: EntityManager, promotionId: number) =>
  exists(tx, sql`FROM ${offers} WHERE ${offers.promotionId} = ${promotionId} AND ${offers.outcome} IS NOT NULL`);

/** Cancels the orders of a cancelled promotion; gives how many. One whose payment is under way ends with it. */
export async function cancelOrdersOf(ctx: Context, promotionId: number): Promise<number> {
  const left = sql`${orders.promotionId} = ${promotionId} AND ${orders.state} IN ${CANCELLABLE}
    AND ${orders.pay} IN ${['none', 'failed', 'paid', 'partially_refunded']}`;
  return eachOrder(ctx, left, ({ number }) => cancelOrder(ctx, { number, reason: told('reason.promotion_cancelled') }));
}
