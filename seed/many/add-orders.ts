import { holderOf } from '../../backend/src/holds/limit-holder.js';
import { databaseClock } from '../../backend/src/database/clock.js';
import type { Context } from '../../backend/src/kernel/context.js';
import { isDuplicate, isSqlite, transact } from '../../backend/src/database/database.js';
import { type PastReceipt, writePastReceipts } from '../../backend/src/simulator/past-receipts.js';
import type { StageOptions } from '../stage.js';
import type { Wanted } from '../wanted.js';
import { addCustomers, JOINED_DAYS_AGO } from './add-customers.js';
import { addUp, finalPriceOf, insertStalls, raiseCounters, type Totals, writeLimits, writeStock } from './book.js';
import { insertRows, nextId, type Tx } from './insert-rows.js';
import { type Ids, orderRows, type OrderRows } from './order-rows.js';
import { type Buyer, type PlannedOrder, planOrders } from './plan-orders.js';
import { randomFrom } from './random.js';
import { openStalls, pastStalls, type Stall } from './stall.js';

const SEED = 20_261_122;
const DAY_MS = 86_400_000;
const ORDERS_A_BATCH = 1_000;
const TOLD_EVERY = 20_000;

/**
 * Adds customers, and orders of a year, past the verbs: the same books as they would have kept, without the messages and
 * the log of staff. One transaction for the orders. @returns how many were added
 */
export async function addOrders(
  { db, simulatorFile, settings }: StageOptions,
  wanted: Pick<Wanted, 'orders' | 'customers'>,
  say: (line: string) => void,
): Promise<{ customers: number; orders: number }> {
  const clock = await databaseClock(db);
  const now = clock.now();
  clock.stop();
  const joinedBefore = new Date(now.getTime() - (JOINED_DAYS_AGO - 1) * DAY_MS);
  const lacking = wanted.orders > 0 && wanted.customers === 0 && (await buyersOf({ db, settings }, joinedBefore)).length === 0;
  const customers = lacking ? Math.max(50, Math.ceil(wanted.orders / 5)) : wanted.customers;
  await addCustomers(db, customers, now);
  if (wanted.orders === 0) return { customers, orders: 0 };
  const market = await openMarket(db, now.getTime(), await buyersOf({ db, settings }, joinedBefore));
  const plan = planOrders(wanted.orders, market);
  const receipts = await store(db, { plan, ...market }, say);
  writePastReceipts(simulatorFile, receipts);
  await measureTables(db);
  return { customers, orders: plan.length };
}

// Without statistics SQLite looks an order's payment up among all that are paid: 36 ms instead of none, at 100,000 orders.
async function measureTables(db: Context['db']): Promise<void> {
  await db.query(isSqlite(db) ? 'ANALYZE' : 'ANALYZE TABLE orders, order_lines, payments, refunds, customer_limits, customers');
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

async function openMarket(db: Context['db'], now: number, buyers: Buyer[]) {
  const past = await pastStalls(db, now);
  const open = await openStalls(db, now);
  const before = new Map(open.flatMap((stall) => stall.offers.map(({ id, held }): [number, Map<string, number>] => [id, new Map(held)])));
  const ids: Ids = {
    order: await nextId(db, 'orders'),
    line: await nextId(db, 'order_lines'),
    payment: await nextId(db, 'payments'),
    refund: await nextId(db, 'refunds'),
  };
  // The same on every run from the same state; a second run continues with other numbers.
  return { past, open, before, buyers, ids, now, random: randomFrom(SEED + ids.order) };
}

type Market = Awaited<ReturnType<typeof openMarket>> & { plan: PlannedOrder[] };

async function store(db: Context['db'], market: Market, say: (line: string) => void): Promise<PastReceipt[]> {
  const { plan, past, open, before, now } = market;
  const totals = addUp(plan);
  const prices = new Map(past.flatMap((stall) => stall.offers.map((offer): [number, number] => [offer.id, finalPriceOf(offer, totals)])));
  const offers = [...past, ...open].flatMap((stall: Stall) => stall.offers);
  try {
    return await transact(db, async (tx) => {
      await insertStalls(tx, past, totals);
      const receipts = await insertOrders(tx, market, prices, say);
      await writeLimits(tx, offers, before);
      await close(tx, { open, totals, filledAt: new Date(now - 366 * DAY_MS) });
      return receipts;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new Error('Someone else wrote orders meanwhile; nothing was added. Stop the shop and try again.', { cause: error });
  }
}

// Inserts before counters, as in every verb.
async function close(tx: Tx, { open, totals, filledAt }: { open: Stall[]; totals: Totals; filledAt: Date }): Promise<void> {
  await writeStock(tx, totals, filledAt);
  await raiseCounters(tx, open, totals);
}

async function insertOrders(
  tx: Tx,
  { plan, ids: first, random }: Market,
  prices: ReadonlyMap<number, number>,
  say: (line: string) => void,
): Promise<PastReceipt[]> {
  const receipts: PastReceipt[] = [];
  const ids = { ...first };
  for (let from = 0; from < plan.length; from += ORDERS_A_BATCH) {
    const batch = plan
      .slice(from, from + ORDERS_A_BATCH)
      .map((order) => orderRows(order, ids, { random, finalPrice: (offerId) => prices.get(offerId) ?? null }));
    await insertBatch(tx, batch);
    receipts.push(...batch.flatMap(({ receipt }) => (receipt ? [receipt] : [])));
    const done = from + batch.length;
    if (done % TOLD_EVERY === 0) say(`주문 ${done.toLocaleString('ko-KR')}건을 썼어요.`);
  }
  return receipts;
}

async function insertBatch(tx: Tx, batch: readonly OrderRows[]): Promise<void> {
  await insertRows(
    tx,
    'orders',
    batch.map(({ order }) => order),
  );
  await insertRows(
    tx,
    'order_lines',
    batch.flatMap(({ lines }) => lines),
  );
  await insertRows(
    tx,
    'shipments',
    batch.flatMap(({ shipments }) => shipments),
  );
  await insertRows(
    tx,
    'payments',
    batch.flatMap(({ payments }) => payments),
  );
  await insertRows(
    tx,
    'refunds',
    batch.flatMap(({ refunds }) => refunds),
  );
}
