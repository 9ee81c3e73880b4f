import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { giveBack } from '../holds/give-back.js';
import { moveLines, moveOrder } from '../orders/move-order.js';
import { releaseOrder } from '../orders/release-order.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { readLineMoney } from '../ledger/line-money.js';
import { moneyOf, settlementDue } from '../ledger/rules/line-money.js';
import { Payment } from '../ledger/payment.entity.js';
import { owe } from '../ledger/refund-captured.js';
import type { Offer } from '../promotions/offer.entity.js';
import { say } from '../words/say.js';
import { told } from '../words/sentence.js';

const orders = table(Order);
const payments = table(Payment);
const orderLines = table(OrderLine);

/** Settles one paid order of a frozen promotion, once: the difference back for reached offers, everything for missed ones. */
export async function settleOrder(ctx: Context, id: number, offers: readonly Offer[]): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const [order] = await readRows(tx, Order, sql`WHERE ${orders.id} = ${id} ${FOR_UPDATE}`);
    if (!order) throw new Error(`There is no order ${id}.`);
    if ((order.state !== 'paid' && order.state !== 'preparing') || order.releasedAt) return;
    const paid = sql`${payments.orderId} = ${id} AND ${payments.state} = ${'paid'}`;
    const [payment] = await readRows(tx, Payment, sql`WHERE ${paid} ${FOR_UPDATE}`);
    if (!payment) throw new Error(`Order ${id} has no payment that was captured.`);
    const live = sql`${orderLines.orderId} = ${id} AND ${orderLines.state} = ${'live'}`;
    const lines = await readRows(tx, OrderLine, sql`WHERE ${live} ORDER BY ${orderLines.id}`);
    // Nothing was given back before, mostly: then there is nothing to read.
    const money = payment.committed > 0 ? await readLineMoney(tx, id, lines) : moneyOf(lines, []);
    const due = lines.map((line) => dueFor(line, offers, money.get(line.id)?.kept ?? 0));
    for (const refund of due) {
      if (refund.amount > 0) await owe(tx, ctx, payment, refund);
    }
    const missed = lines.filter((line) => offerOf(line, offers).outcome === 'missed');
    await release(tx, ctx, order, { lines, missed });
    await tell(tx, ctx, order, { owed: due.reduce((sum, refund) => sum + refund.amount, 0), allMissed: missed.length === lines.length });
    await giveBack(tx, order.limitHolder, missed, true);
  });
}

const offerOf = (line: OrderLine, offers: readonly Offer[]): Offer => {
  const offer = offers.find((row) => row.id === line.offerId);
  if (offer?.outcome == null || offer.finalPrice === null) throw new Error(`Offer ${line.offerId} is not frozen.`);
  return offer;
};

/** Won to give back of one line: what was charged above the final price, or all that is kept of it. */
function dueFor(line: OrderLine, offers: readonly Offer[], kept: number) {
  const offer = offerOf(line, offers);
  if (offer.outcome === 'missed') {
    return {
      k: `line/${line.id}/goal`,
      kind: 'goal' as const,
      reason: told('reason.goal_missed'),
      lineId: line.id,
      amount: kept,
    };
  }
  return {
    k: `line/${line.id}/settle`,
    kind: 'settle' as const,
    reason: told('reason.difference'),
    lineId: line.id,
    amount: settlementDue(line, offer.finalPrice as number, kept),
  };
}

async function release(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  { lines, missed }: { lines: OrderLine[]; missed: OrderLine[] },
): Promise<void> {
  const now = ctx.clock.now();
  await moveLines(tx, order.id, 'missed', missed);
  const nothingLeft = missed.length === lines.length;
  if (nothingLeft) await moveOrder(tx, order.id, 'cancelled', { cancelledAt: now, cancelReason: told('reason.goal_missed') });
  else await releaseOrder(tx, order.id, now);
}

async function tell(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  { owed, allMissed }: { owed: number; allMissed: boolean },
): Promise<void> {
  const text = allMissed
    ? say('sms.missed', { number: order.number, owed })
    : owed > 0
      ? say('sms.settled_back', { number: order.number, owed })
      : say('sms.settled', { number: order.number });
  await tellCustomer(tx, ctx, order, { what: allMissed ? 'missed' : 'settled', text, purpose: owed > 0 ? 'refund' : 'order' });
}
