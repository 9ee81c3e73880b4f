import { databaseClock } from '../../backend/src/database/clock.js';
import type { Context } from '../../backend/src/kernel/context.js';
import { isDuplicate, isSqlite, transact } from '../../backend/src/database/database.js';
import { type PastReceipt, writePastReceipts } from '../../backend/src/simulator/past-receipts.js';
import type { StageOptions } from '../stage.js';
import type { Wanted } from '../wanted.js';
import { addCustomers, JOINED_DAYS_AGO } from './add-customers.js';
import { addUp, finalPriceOf, insertStalls, raiseCounters, type Totals, writeLimits, writeStock } from './book.js';
import { insertRows, type Tx } from './insert-rows.js';
import { type Ids, orderRows, type OrderRows } from './order-rows.js';
import { type Market, openMarket } from './market.js';
import { type Part, partsOf } from './parts.js';
import { type PlannedOrder, planOrders } from './plan-orders.js';
import { type Progress, progressOf } from './progress.js';
import { writeMissingReceipts } from './missing-receipts.js';
import type { Stall } from './stall.js';

const DAY_MS = 86_400_000;
const ORDERS_A_BATCH = 1_000;

/**
 * Adds customers, and orders of a year, past the verbs: the same books as they would have kept, without the messages and
 * the log of staff. A promotion and its orders are one transaction, so the books are right whenever it ends.
 * @param input `stop`: ends it within a second, and takes back what was not committed yet
 * @returns how many were added
 */
export async function addOrders(
  { db, simulatorFile, settings }: StageOptions,
  wanted: Pick<Wanted, 'orders' | 'customers' | 'goOn'>,
  { say, stop }: { say: (line: string) => void; stop: AbortSignal },
): Promise<{ customers: number; orders: number }> {
  const clock = await databaseClock(db);
  const now = clock.now();
  clock.stop();
  const joinedBefore = new Date(now.getTime() - (JOINED_DAYS_AGO - 1) * DAY_MS);
  const { customers, orders } = await lacking(db, wanted);
  await addCustomers(db, customers, { now, stop });
  await writeMissingReceipts(db, simulatorFile);
  if (orders === 0) return { customers, orders };
  const market = await openMarket({ db, settings }, now.getTime(), joinedBefore);
  const progress = progressOf(orders, say);
  for (const part of partsOf(orders, market)) {
    const receipts = await store(db, { market, part }, { progress, stop });
    // Behind the commit: receipts of orders that are not there would pay for nothing, missing ones are written by the next run.
    writePastReceipts(simulatorFile, receipts);
  }
  await measureTables(db);
  return { customers, orders };
}

/** How many are to be added: so many more, or, to go on where a run was stopped, what lacks of so many in all. */
async function lacking(db: Context['db'], { orders, customers, goOn }: Pick<Wanted, 'orders' | 'customers' | 'goOn'>) {
  const buyers = await countOf(db, `customers WHERE email LIKE 'bulk%'`);
  const enough = orders > 0 && customers === 0 && (goOn || buyers === 0) ? Math.max(50, Math.ceil(orders / 5)) : customers;
  if (!goOn) return { customers: enough, orders };
  const there = await countOf(db, `orders WHERE idem_key LIKE 'bulk-%'`);
  return { customers: Math.max(0, enough - buyers), orders: Math.max(0, orders - there) };
}

async function countOf(db: Context['db'], which: string): Promise<number> {
  const [row] = await db.query<{ n: unknown }[]>(`SELECT COUNT(*) AS n FROM ${which}`);
  return Number(row?.n);
}

// Without statistics SQLite looks an order's payment up among all that are paid: 36 ms instead of none, at 100,000 orders.
async function measureTables(db: Context['db']): Promise<void> {
  const tables = 'orders, order_lines, payments, refunds, shipments, customer_limits, customers, consents, promotions, offers';
  await db.query(isSqlite(db) ? 'ANALYZE' : `ANALYZE TABLE ${tables}`);
}

type Watch = Readonly<{ progress: Progress; stop: AbortSignal }>;

async function store(db: Context['db'], { market, part }: { market: Market; part: Part }, watch: Watch): Promise<PastReceipt[]> {
  const { past, open } = part;
  const plan = planOrders(part, market);
  const totals = addUp(plan);
  const prices = new Map(past.flatMap((stall) => stall.offers.map((offer): [number, number] => [offer.id, finalPriceOf(offer, totals)])));
  const offers = [...past, ...open].flatMap((stall: Stall) => stall.offers);
  // Committed with its part: a part that is taken back leaves its numbers free.
  const ids = { ...market.ids };
  watch.progress.partBegins();
  try {
    const receipts = await transact(db, (tx) =>
      unchecked(tx, async () => {
        Object.assign(ids, market.ids);
        await insertStalls(tx, past, totals);
        const written = await insertOrders(tx, { plan, prices, ids, market }, watch);
        await writeLimits(tx, offers, market.before);
        await close(tx, { open, totals, filledAt: new Date(market.now - 366 * DAY_MS) });
        return written;
      }),
    );
    Object.assign(market.ids, ids);
    return receipts;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new Error('Someone else wrote orders meanwhile; what was not committed was taken back. Stop the shop and try again.', {
      cause: error,
    });
  }
}

/** MySQL looks up no row that another points at: all of them were numbered here. A number that is taken is refused as ever. */
async function unchecked<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  if (isSqlite(tx)) return work();
  await tx.query('SET SESSION foreign_key_checks = 0');
  return work().finally(() => tx.query('SET SESSION foreign_key_checks = 1'));
}

// Inserts before counters, as in every verb.
async function close(tx: Tx, { open, totals, filledAt }: { open: Stall[]; totals: Totals; filledAt: Date }): Promise<void> {
  await writeStock(tx, totals, filledAt);
  await raiseCounters(tx, open, totals);
}

interface Priced {
  plan: readonly PlannedOrder[];
  prices: ReadonlyMap<number, number>;
  ids: Ids;
  market: Market;
}

async function insertOrders(tx: Tx, { plan, prices, ids, market: { random } }: Priced, { progress, stop }: Watch): Promise<PastReceipt[]> {
  const receipts: PastReceipt[] = [];
  for (let from = 0; from < plan.length; from += ORDERS_A_BATCH) {
    stop.throwIfAborted();
    const batch = plan
      .slice(from, from + ORDERS_A_BATCH)
      .map((order) => orderRows(order, ids, { random, finalPrice: (offerId) => prices.get(offerId) ?? null }));
    await insertBatch(tx, batch);
    receipts.push(...batch.flatMap(({ receipt }) => (receipt ? [receipt] : [])));
    progress.written(from + batch.length);
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
