import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { aSale, type Sale, students } from './goods.js';
import { violations } from './invariants.js';
import { type Ground, openGround } from './proving-ground.js';
import type { ShopProcess } from './shop-process.js';
import { counts, place } from './shoppers.js';

/** Deadlocks and lock waits, provoked by transactions that keep no lock order. MySQL alone has them. Gives what went wrong. */
export async function proveLocks(options: { engine: URL; buyers: number; say(line: string): void }): Promise<string[]> {
  const ground = await openGround(options.engine, 16);
  try {
    const server = await ground.startReal();
    const failures = [...(await deadlocks(ground, server, options)), ...(await shortWait(ground, server, options.say))];
    failures.push(...(await endlessWait(ground, server, options.say)));
    failures.push(...(await violations(ground.db, { ledger: ground.simulator.ledger })));
    await server.kill();
    return failures;
  } finally {
    await ground.close();
  }
}

/** A heavy transaction takes offer and stock in the wrong order, again and again: InnoDB picks the lighter one, ours. */
async function deadlocks(
  ground: Ground,
  { url }: ShopProcess,
  { buyers, say }: { buyers: number; say(line: string): void },
): Promise<string[]> {
  const sale = await aSale(ground);
  const people = await students(ground, buyers);
  const before = await deadlockCount(ground);
  let over = false;
  const troublemaker = (async () => {
    while (!over) await wrongOrder(ground, sale);
  })();
  const answers = [];
  for (let from = 0; from < people.length; from += 2) {
    answers.push(...(await Promise.all(people.slice(from, from + 2).map((cookie) => place(url, cookie, sale)))));
  }
  over = true;
  await troublemaker;
  const provoked = (await deadlockCount(ground)) - before;
  const told = counts(answers.map(({ status }) => String(status)));
  say(`${provoked} deadlocks under ${buyers} orders: ${JSON.stringify(told)}`);
  return [
    ...(provoked >= 5 ? [] : [`only ${provoked} deadlocks could be provoked: nothing is proved`]),
    ...(told['201'] === buyers ? [] : [`under deadlocks ${JSON.stringify(told)} of ${buyers} orders`]),
  ];
}

async function wrongOrder(ground: Ground, sale: Sale): Promise<void> {
  const { offerId = 0, variantId = 0 } = sale.goods[0] ?? {};
  await inTransaction(ground, async (runner) => {
    // Weight: rows that nobody waits for, so that the shop's transaction is the cheaper victim.
    const rows = Array.from({ length: 60 }, () => `(${variantId}, 1, 'weight', NULL, UTC_TIMESTAMP(3))`).join(', ');
    await runner.query(`INSERT INTO stock_changes (variant_id, delta, reason, staff_id, at) VALUES ${rows}`);
    await runner.query('SELECT * FROM offer_counters WHERE offer_id = ? FOR UPDATE', [offerId]);
    await sleep(30);
    await runner.query('SELECT * FROM variant_stock WHERE variant_id = ? FOR UPDATE', [variantId]);
  }).catch(() => undefined); // the victim this time
  // Tries are bounded: with no gap at all, some orders would rightly give up.
  await sleep(150);
}

/** Longer than the five seconds after which MySQL gives up, shorter than the shop's patience. */
async function shortWait(ground: Ground, { url }: ShopProcess, say: (line: string) => void): Promise<string[]> {
  const sale = await aSale(ground);
  const [cookie = ''] = await students(ground, 1);
  const answer = await inTransaction(ground, async (runner) => {
    await holdStock(runner, sale);
    const placing = place(url, cookie, sale);
    await sleep(7_000);
    await runner.commitTransaction();
    return placing;
  });
  say(`a lock held for 7 s: the order was answered ${answer.status} after ${Math.round(answer.took)} ms`);
  return answer.status === 201 && answer.took > 6_500 ? [] : [`behind a lock of 7 s an order was answered ${answer.status}`];
}

/** A lock that nobody lets go of: the tries are bounded, the answer comes, nothing is left behind. */
async function endlessWait(ground: Ground, { url }: ShopProcess, say: (line: string) => void): Promise<string[]> {
  const sale = await aSale(ground);
  const [cookie = ''] = await students(ground, 1);
  const answer = await inTransaction(ground, async (runner) => {
    await holdStock(runner, sale);
    return place(url, cookie, sale);
  });
  const again = await place(url, cookie, sale);
  say(`a lock held for ever: given up after ${Math.round(answer.took / 1000)} s with ${answer.status}; afterwards ${again.status}`);
  return [
    ...(answer.status >= 500 && answer.took < 45_000
      ? []
      : [`behind a lock for ever: ${answer.status} after ${Math.round(answer.took)} ms`]),
    ...(again.status === 201 ? [] : [`after a lock for ever was let go: ${again.status} ${again.body.code ?? ''}`]),
  ];
}

const holdStock = (runner: QueryRunner, sale: Sale) =>
  runner.query('SELECT * FROM variant_stock WHERE variant_id = ? FOR UPDATE', [sale.goods[0]?.variantId]);

async function inTransaction<T>({ db }: Ground, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = db.createQueryRunner();
  try {
    await runner.startTransaction();
    return await work(runner);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

async function deadlockCount({ db }: Ground): Promise<number> {
  const rows = await db.query<{ n: number | string }[]>(
    `SELECT count AS n FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'`,
  );
  return Number(rows[0]?.n ?? 0);
}
