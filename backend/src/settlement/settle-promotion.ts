import { type EntityManager, In, IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { forUpdate, isDuplicate, transact } from '../database/database.js';
import { enqueue } from '../outbox/outbox.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { closeCounters, lockCounters } from '../holds/counters.js';
import { freezeOffer } from '../promotions/freeze-offer.js';
import { movePromotion } from '../promotions/move-promotion.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { eachOrder } from './each-order.js';
import { outcomeOf } from './rules/outcome.js';
import { settleOrder } from './settle-order.js';
import { type Said, say } from '../words/say.js';

const LONG_WAIT_MS = 3_600_000;

/**
 * Brings a closed promotion to its end: final price and outcome of each offer once, the difference or everything back to
 * every participant, orders released. Safe to run again and to kill anywhere: each step finds out what is left of it.
 * @returns `waiting` while payments are under way, `stuck` while an order of it fails, `refunding` while money is under way,
 *   `done` at the end
 */
export async function settlePromotion(ctx: Context, id: number): Promise<'waiting' | 'stuck' | 'refunding' | 'done'> {
  const offerIds = await closeOffers(ctx, id);
  if (!offerIds) return 'done';
  if (await paymentsUnderWay(ctx, id)) {
    await warnOfLongWait(ctx, id);
    return 'waiting';
  }
  const offers = await freeze(ctx, id, offerIds);
  if (!offers) return 'done';
  await eachOrder(ctx, unsettled(id), (order) => settleOrder(ctx, order.id, offers));
  return finish(ctx, id, offers);
}

const unsettled = (promotionId: number) => ({ promotionId, state: In(['paid', 'preparing']), releasedAt: IsNull() });

// From here on no order gets in. Null when it is not published any more.
async function closeOffers(ctx: Context, promotionId: number): Promise<number[] | null> {
  return transact(ctx.db, async (tx) => {
    if (!(await isOver(tx, ctx, promotionId))) return null;
    const offers = await tx.find(Offer, { where: { promotionId }, select: { id: true } });
    const ids = offers.map((offer) => offer.id);
    await closeCounters(tx, ids);
    return ids;
  });
}

// Its row decides, and is held: it can be neither cancelled nor extended until this is written.
async function isOver(tx: EntityManager, ctx: Context, id: number): Promise<boolean> {
  const { state, closesAt } = await tx.findOneOrFail(Promotion, { where: { id }, ...forUpdate(tx) });
  return state === 'published' && closesAt <= ctx.clock.now();
}

const paymentsUnderWay = (ctx: Context, promotionId: number): Promise<boolean> =>
  ctx.db.manager.existsBy(Order, { promotionId, state: 'pending' });

// Fifteen minutes to pay and forty for a confirm: after an hour something is stuck that people should see.
async function warnOfLongWait(ctx: Context, id: number): Promise<void> {
  const { title, closesAt } = await ctx.db.manager.findOneByOrFail(Promotion, { id });
  if (ctx.clock.now().getTime() < closesAt.getTime() + LONG_WAIT_MS) return;
  await alertOnce(ctx, `promotion/${id}/waits/slack`, say('slack.settlement_waits', { title }));
}

async function warnOfStuckOrders(ctx: Context, id: number): Promise<void> {
  const { title } = await ctx.db.manager.findOneByOrFail(Promotion, { id });
  const orders = await ctx.db.manager.countBy(Order, unsettled(id));
  await alertOnce(ctx, `promotion/${id}/stuck/slack`, say('slack.settlement_stuck', { title, orders }));
}

async function alertOnce(ctx: Context, k: string, text: Said): Promise<void> {
  const message = { k, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error; // told already
  });
}

// Null when it was cancelled or extended meanwhile: a promotion is either cancelled or has prices, never both.
async function freeze(ctx: Context, promotionId: number, offerIds: readonly number[]): Promise<Offer[] | null> {
  return transact(ctx.db, async (tx) => {
    if (!(await isOver(tx, ctx, promotionId))) return null;
    await lockCounters(tx, offerIds);
    const offers = await tx.find(Offer, { where: { id: In([...offerIds]) }, order: { id: 'ASC' } });
    for (const offer of offers.filter((row) => row.outcome === null)) {
      await freezeOffer(tx, offer.id, outcomeOf(offer, await unitsSold(tx, offer)));
    }
    return tx.find(Offer, { where: { id: In([...offerIds]) }, order: { id: 'ASC' } });
  });
}

// The paid lines themselves, never the counter: this is the number that money follows. What came back later was sold all
// the same, and so was what its buyer cancelled once it had closed: after closing a cancel changes neither tier nor goal.
async function unitsSold(tx: EntityManager, { id: offerId, promotionId }: Offer): Promise<number> {
  const row = await tx
    .createQueryBuilder(OrderLine, 'line')
    .innerJoin('line.order', 'o')
    .innerJoin('o.promotion', 'p')
    .select('SUM(line.quantity)', 'sold')
    .where('line.offerId = :offerId AND o.promotionId = :promotionId AND o.paidAt IS NOT NULL', { offerId, promotionId })
    .andWhere(
      `((line.state IN ('live', 'returned') AND o.state NOT IN ('cancelled', 'expired', 'pending'))
        OR (line.state = 'cancelled' AND o.state = 'cancelled' AND o.cancelledAt >= p.closesAt AND o.cancelRequestedAt IS NULL
          AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.line_id = line.id AND r.kind = 'staff')))`,
    )
    .getRawOne<{ sold: number | string | null }>();
  return Number(row?.sold ?? 0);
}

async function finish(ctx: Context, id: number, offers: readonly Offer[]): Promise<'stuck' | 'refunding' | 'done'> {
  if (await ctx.db.manager.existsBy(Order, unsettled(id))) {
    await warnOfStuckOrders(ctx, id);
    return 'stuck';
  }
  if (await refundsDue(ctx, id)) return 'refunding';
  await transact(ctx.db, async (tx) => {
    const promotion = await tx.findOneOrFail(Promotion, { where: { id }, ...forUpdate(tx) });
    if (promotion.state !== 'published') return;
    const state = offers.every((offer) => offer.outcome === 'missed') ? 'failed' : 'settled';
    await movePromotion(tx, id, state, { settledAt: ctx.clock.now() });
    await announce(tx, ctx, promotion, offers);
  });
  return 'done';
}

// Those that people go on with (`manual`, `frozen`) do not hold up the rest.
async function refundsDue(ctx: Context, promotionId: number): Promise<boolean> {
  const due = await ctx.db.manager
    .createQueryBuilder(Refund, 'refund')
    .innerJoin(Order, 'o', 'o.id = refund.orderId AND o.promotionId = :promotionId', { promotionId })
    .where(`refund.state = 'due'`)
    .getCount();
  return due > 0;
}

async function announce(tx: EntityManager, ctx: Context, promotion: Promotion, offers: readonly Offer[]): Promise<void> {
  const settled = offers.map(({ outcome, finalQuantity, goalQuantity, finalPrice }) => ({
    missed: outcome === 'missed',
    quantity: finalQuantity ?? 0,
    goal: goalQuantity ?? 0,
    price: finalPrice ?? 0,
  }));
  await enqueue(tx, ctx, {
    k: `promotion/${promotion.id}/settled/slack`,
    channel: 'slack',
    groupKey: `promotion/${promotion.id}`,
    text: say('slack.settled', { title: promotion.title, offers: settled }),
    purpose: 'order',
  });
}
