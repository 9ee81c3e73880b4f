import { holderOf } from '../../backend/src/holds/limit-holder.js';
import type { StageOptions } from '../stage.js';
import { nextId } from './insert-rows.js';
import type { Ids } from './order-rows.js';
import type { Buyer } from './plan-orders.js';
import { type Random, randomFrom } from './random.js';
import { openStalls, pastStalls, type Stall } from './stall.js';

const SEED = 20_261_122;

/** Who buys, and what of. */
export interface Market {
  past: Stall[];
  open: Stall[];
  /** Units of open offers that were held before, by offer and holder. */
  before: ReadonlyMap<number, ReadonlyMap<string, number>>;
  buyers: Buyer[];
  /** The next free ones; each part that is written raises them. */
  ids: Ids;
  now: number;
  random: Random;
}

export async function openMarket(options: Pick<StageOptions, 'db' | 'settings'>, now: number, joinedBefore: Date): Promise<Market> {
  const { db } = options;
  const open = await openStalls(db, now);
  const before = new Map(open.flatMap((stall) => stall.offers.map(({ id, held }): [number, Map<string, number>] => [id, new Map(held)])));
  const ids = {
    order: await nextId(db, 'orders'),
    line: await nextId(db, 'order_lines'),
    payment: await nextId(db, 'payments'),
    refund: await nextId(db, 'refunds'),
  };
  const buyers = await buyersOf(options, joinedBefore);
  // The same on every run from the same state; a second run continues with other numbers.
  return { past: await pastStalls(db, now), open, before, buyers, ids, now, random: randomFrom(SEED + ids.order) };
}

async function buyersOf({ db, settings }: Pick<StageOptions, 'db' | 'settings'>, joinedBefore: Date): Promise<Buyer[]> {
  const sql = `SELECT c.id AS id, c.university_id AS universityId, c.name AS name, c.phone AS phone, a.address1 AS address1,
      CASE WHEN c.phone_verified_at IS NULL THEN 0 ELSE 1 END AS verified
    FROM customers c JOIN customer_addresses a ON a.customer_id = c.id
    WHERE c.left_at IS NULL AND c.created_at < ? ORDER BY c.id`;
  const rows = await db.query<(Omit<Buyer, 'holder'> & { verified: number })[]>(sql, [joinedBefore]);
  return rows.map(({ verified, ...buyer }) => ({
    ...buyer,
    holder: holderOf({ settings }, { ...buyer, phoneVerifiedAt: verified === 1 ? joinedBefore : null }),
  }));
}
