import type { EntityManager } from 'typeorm';
import { Product } from '../catalog/product.entity.js';
import { count, read, type RowOf, sum } from '../database/read.js';
import { sql, type Sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import { Order } from '../orders/order.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { standingOf, type Standing } from '../promotions/rules/standing.js';

const offers = table(Offer);
const products = table(Product);
const counters = optional(OfferCounter);

const OFFER = {
  id: offers.id,
  promotionId: offers.promotionId,
  productId: offers.productId,
  productName: products.name,
  tiers: offers.tiers,
  goalQuantity: offers.goalQuantity,
  capQuantity: offers.capQuantity,
  perCustomerLimit: offers.perCustomerLimit,
  finalQuantity: offers.finalQuantity,
  finalPrice: offers.finalPrice,
  outcome: offers.outcome,
};

export interface OfferProgress extends Standing {
  offer: RowOf<typeof OFFER>;
  /** Units paid and not cancelled; at the end, those that decided the price. */
  sold: number;
  /** Units of pending and paid orders. */
  held: number;
}

/** How far the offers of these promotions are, in the order they are shown: one query, however many there are. */
export async function offerProgress(manager: EntityManager, promotionIds: readonly number[]): Promise<OfferProgress[]> {
  if (promotionIds.length === 0) return [];
  const rows = await read(
    manager,
    { offer: OFFER, counter: { held: counters.held, sold: counters.sold } },
    sql`FROM ${offers}
      JOIN ${products} ON ${products.id} = ${offers.productId}
      LEFT JOIN ${counters} ON ${counters.offerId} = ${offers.id}
      WHERE ${offers.promotionId} IN ${promotionIds} ORDER BY ${offers.promotionId}, ${offers.position}, ${offers.id}`,
  );
  return rows.map(({ offer, counter }) => {
    const sold = offer.finalQuantity ?? counter.sold ?? 0;
    return { offer, sold, held: counter.held ?? 0, ...standingOf(offer, sold) };
  });
}

export interface SettlementProgress {
  /** Orders that take part, and those of them that are done: refund written, released or cancelled. */
  orders: { all: number; done: number };
  /** Payments that are under way: the settlement waits for them. */
  waiting: number;
  /** Of the settlement: how many, and how many won. `stuck`: people go on. */
  refunds: Record<'due' | 'done' | 'stuck', { count: number; won: number }>;
}

/** How far the settlement of a promotion is, in two queries. */
export async function settlementProgress(manager: EntityManager, promotionId: number): Promise<SettlementProgress> {
  const [standing, given] = await Promise.all([countOrders(manager, promotionId), sumRefunds(manager, promotionId)]);
  const all = (...states: Refund['state'][]) => {
    const own = given.filter(({ state }) => states.includes(state));
    return { count: own.reduce((total, row) => total + row.count, 0), won: own.reduce((total, row) => total + row.won, 0) };
  };
  return {
    orders: { all: standing.done + standing.left, done: standing.done },
    waiting: standing.waiting,
    refunds: { due: all('due'), done: all('done'), stuck: all('manual', 'frozen') },
  };
}

const orders = table(Order);
const refunds = table(Refund);

async function countOrders(manager: EntityManager, promotionId: number): Promise<{ done: number; left: number; waiting: number }> {
  const missed = sql`EXISTS (SELECT 1 FROM ${refunds} WHERE ${refunds.orderId} = ${orders.id} AND ${refunds.kind} = ${'goal'})`;
  const number = (condition: Sql) => sum(sql`CASE WHEN ${condition} THEN 1 ELSE 0 END`);
  const [row] = await read(
    manager,
    {
      done: number(sql`${orders.releasedAt} IS NOT NULL OR (${orders.state} = ${'cancelled'} AND ${missed})`),
      left: number(sql`${orders.releasedAt} IS NULL AND ${orders.state} IN ${['paid', 'preparing']}`),
      waiting: number(sql`${orders.state} = ${'pending'}`),
    },
    sql`FROM ${orders} WHERE ${orders.promotionId} = ${promotionId}`,
  );
  return row ?? { done: 0, left: 0, waiting: 0 };
}

const sumRefunds = (manager: EntityManager, promotionId: number) =>
  read(
    manager,
    { state: refunds.state, count: count(), won: sum(refunds.amount) },
    sql`FROM ${refunds} JOIN ${orders} ON ${orders.id} = ${refunds.orderId}
      WHERE ${orders.promotionId} = ${promotionId} AND ${refunds.kind} IN ${['settle', 'goal']} GROUP BY ${refunds.state}`,
  );
