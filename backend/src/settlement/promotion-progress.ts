import { type EntityManager, In } from 'typeorm';
import { Order } from '../orders/order.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { standingOf, type Standing } from '../promotions/rules/standing.js';

export interface OfferProgress extends Standing {
  offer: Offer;
  /** Units paid and not cancelled; at the end, those that decided the price. */
  sold: number;
  /** Units of pending and paid orders. */
  held: number;
}

/** How far the offers of these promotions are, in the order they are shown: two queries, however many there are. */
export async function offerProgress(manager: EntityManager, promotionIds: readonly number[]): Promise<OfferProgress[]> {
  if (promotionIds.length === 0) return [];
  const offers = await manager.find(Offer, {
    where: { promotionId: In([...promotionIds]) },
    relations: { product: true },
    order: { promotionId: 'ASC', position: 'ASC', id: 'ASC' },
  });
  const counters = await manager.findBy(OfferCounter, { offerId: In(offers.map(({ id }) => id)) });
  const counterOf = new Map(counters.map((counter) => [counter.offerId, counter]));
  return offers.map((offer) => {
    const counter = counterOf.get(offer.id);
    const sold = offer.finalQuantity ?? counter?.sold ?? 0;
    return { offer, sold, held: counter?.held ?? 0, ...standingOf(offer, sold) };
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
  const [orders, refunds] = await Promise.all([countOrders(manager, promotionId), sumRefunds(manager, promotionId)]);
  const sum = (...states: Refund['state'][]) => {
    const own = refunds.filter(({ state }) => states.includes(state));
    return {
      count: own.reduce((all, row) => all + Number(row.count), 0),
      won: own.reduce((all, row) => all + Number(row.won), 0),
    };
  };
  return {
    orders: { all: orders.done + orders.left, done: orders.done },
    waiting: orders.waiting,
    refunds: { due: sum('due'), done: sum('done'), stuck: sum('manual', 'frozen') },
  };
}

async function countOrders(manager: EntityManager, promotionId: number): Promise<{ done: number; left: number; waiting: number }> {
  const missed = `EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.kind = 'goal')`;
  const row = await manager
    .createQueryBuilder(Order, 'o')
    .select(`SUM(CASE WHEN o.releasedAt IS NOT NULL OR (o.state = 'cancelled' AND ${missed}) THEN 1 ELSE 0 END)`, 'done')
    .addSelect(`SUM(CASE WHEN o.releasedAt IS NULL AND o.state IN ('paid', 'preparing') THEN 1 ELSE 0 END)`, 'left')
    .addSelect(`SUM(CASE WHEN o.state = 'pending' THEN 1 ELSE 0 END)`, 'waiting')
    .where('o.promotionId = :promotionId', { promotionId })
    .getRawOne<Record<'done' | 'left' | 'waiting', number | string | null>>();
  return { done: Number(row?.done ?? 0), left: Number(row?.left ?? 0), waiting: Number(row?.waiting ?? 0) };
}

const sumRefunds = (manager: EntityManager, promotionId: number) =>
  manager
    .createQueryBuilder(Refund, 'r')
    .innerJoin(Order, 'o', 'o.id = r.orderId')
    .select('r.state', 'state')
    .addSelect('COUNT(*)', 'count')
    .addSelect('SUM(r.amount)', 'won')
    .where(`o.promotionId = :promotionId AND r.kind IN ('settle', 'goal')`, { promotionId })
    .groupBy('r.state')
    .getRawMany<{ state: Refund['state']; count: number | string; won: number | string }>();
