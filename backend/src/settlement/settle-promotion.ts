import type { DataSource, EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { countRows, exists, read, readRows, sum } from '../database/read.js';
import { FOR_UPDATE, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
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

const promotions = table(Promotion);
const offers = table(Offer);
const orders = table(Order);
const lines = table(OrderLine);
const refunds = table(Refund);

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
  const frozen = await freeze(ctx, id, offerIds);
  if (!frozen) return 'done';
  await eachOrder(ctx, unsettled(id), (order) => settleOrder(ctx, order.id, frozen));
  return finish(ctx, id, frozen);
}

const unsettled = (promotionId: number) =>
  sql`${orders.promotionId} = ${promotionId} AND ${orders.state} IN ${['paid', 'preparing']} AND ${orders.releasedAt} IS NULL`;

// From here on no order gets in. Null when it is not published any more.
async function closeOffers(ctx: Context, promotionId: number): Promise<number[] | null> {
  return transact(ctx.db, async (tx) => {
    if (!(await isOver(tx, ctx, promotionId))) return null;
    const rows = await read(tx, { id: offers.id }, sql`FROM ${offers} WHERE ${offers.promotionId} = ${promotionId}`);
    const ids = rows.map((offer) => offer.id);
    await closeCounters(tx, ids);
    return ids;
  });
}

// Its row decides, and is held: it can be neither cancelled nor extended until this is written.
async function isOver(tx: EntityManager, ctx: Context, id: number): Promise<boolean> {
  const { state, closesAt } = await promotionOf(tx, id, sql`${FOR_UPDATE}`);
  return state === 'published' && closesAt <= ctx.clock.now();
}

const paymentsUnderWay = (ctx: Context, promotionId: number): Promise<boolean> =>
  exists(ctx.db, sql`FROM ${orders} WHERE ${orders.promotionId} = ${promotionId} AND ${orders.state} = ${'pending'}`);

async function promotionOf(db: DataSource | EntityManager, id: number, lock: Sql = sql``): Promise<Promotion> {
  const [promotion] = await readRows(db, Promotion, sql`WHERE ${promotions.id} = ${id} ${lock}`);
  if (!promotion) throw new Error(`There is no promotion ${id}.`);
  return promotion;
}

// Fifteen minutes to pay and forty for a confirm: after an hour something is stuck that people should see.
async function warnOfLongWait(ctx: Context, id: number): Promise<void> {
  const { title, closesAt } = await promotionOf(ctx.db, id);
  if (ctx.clock.now().getTime() < closesAt.getTime() + LONG_WAIT_MS) return;
  await alertOnce(ctx, `promotion/${id}/waits/slack`, say('slack.settlement_waits', { title }));
}

async function warnOfStuckOrders(ctx: Context, id: number): Promise<void> {
  const { title } = await promotionOf(ctx.db, id);
  const left = await countRows(ctx.db, sql`FROM ${orders} WHERE ${unsettled(id)}`);
  await alertOnce(ctx, `promotion/${id}/stuck/slack`, say('slack.settlement_stuck', { title, orders: left }));
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
    const named = sql`WHERE ${offers.id} IN ${offerIds} ORDER BY ${offers.id}`;
    const found = await readRows(tx, Offer, named);
    for (const offer of found.filter((row) => row.outcome === null)) {
      await freezeOffer(tx, offer.id, outcomeOf(offer, await unitsSold(tx, offer)));
    }
    return readRows(tx, Offer, named);
  });
}

// The paid lines themselves, never the counter: this is the number that money follows. What came back later was sold all
// the same, and so was what its buyer cancelled once it had closed: after closing a cancel changes neither tier nor goal.
async function unitsSold(tx: EntityManager, { id: offerId, promotionId }: Offer): Promise<number> {
  const byStaff = sql`EXISTS (SELECT 1 FROM ${refunds}
    WHERE ${refunds.orderId} = ${orders.id} AND ${refunds.lineId} = ${lines.id} AND ${refunds.kind} = ${'staff'})`;
  const kept = sql`${lines.state} IN ${['live', 'returned']} AND ${orders.state} NOT IN ${['cancelled', 'expired', 'pending']}`;
  const cancelledLate = sql`${lines.state} = ${'cancelled'} AND ${orders.state} = ${'cancelled'}
    AND ${orders.cancelledAt} >= ${promotions.closesAt} AND ${orders.cancelRequestedAt} IS NULL AND NOT ${byStaff}`;
  const [row] = await read(
    tx,
    { sold: sum(lines.quantity) },
    sql`FROM ${lines}
      JOIN ${orders} ON ${orders.id} = ${lines.orderId}
      JOIN ${promotions} ON ${promotions.id} = ${orders.promotionId}
      WHERE ${lines.offerId} = ${offerId} AND ${orders.promotionId} = ${promotionId} AND ${orders.paidAt} IS NOT NULL
        AND ((${kept}) OR (${cancelledLate}))`,
  );
  return row?.sold ?? 0;
}

async function finish(ctx: Context, id: number, frozen: readonly Offer[]): Promise<'stuck' | 'refunding' | 'done'> {
  if (await exists(ctx.db, sql`FROM ${orders} WHERE ${unsettled(id)}`)) {
    await warnOfStuckOrders(ctx, id);
    return 'stuck';
  }
  if (await refundsDue(ctx, id)) return 'refunding';
  await transact(ctx.db, async (tx) => {
    const promotion = await promotionOf(tx, id, sql`${FOR_UPDATE}`);
    if (promotion.state !== 'published') return;
    const state = frozen.every((offer) => offer.outcome === 'missed') ? 'failed' : 'settled';
    await movePromotion(tx, id, state, { settledAt: ctx.clock.now() });
    await announce(tx, ctx, promotion, frozen);
  });
  return 'done';
}

// Those that people go on with (`manual`, `frozen`) do not hold up the rest.
const refundsDue = (ctx: Context, promotionId: number): Promise<boolean> =>
  exists(
    ctx.db,
    sql`FROM ${refunds} JOIN ${orders} ON ${orders.id} = ${refunds.orderId}
      WHERE ${orders.promotionId} = ${promotionId} AND ${refunds.state} = ${'due'}`,
  );

async function announce(tx: EntityManager, ctx: Context, promotion: Promotion, frozen: readonly Offer[]): Promise<void> {
  const settled = frozen.map(({ outcome, finalQuantity, goalQuantity, finalPrice }) => ({
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
