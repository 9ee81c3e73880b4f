import type { Context } from '../backend/src/kernel/context.js';
import { isSqlite } from '../backend/src/database/database.js';
import { fullness } from './fullness.js';
import { seedsAlone } from './seeds-alone.js';
import type { Stage, StageOptions } from './stage.js';
import type { Wanted } from './wanted.js';

/** Tells whoever waits how far it is. */
type Say = (line: string) => void;

/**
 * Does what was wanted with an open database. What is heavy is loaded only when there is something to do: `--if-empty` runs
 * before every start.
 * @param stop ends what is being added; the next run with `--continue` goes on
 * @throws Error saying what to do where the database is filled already, or its books do not agree
 */
export async function seedShop(
  options: StageOptions,
  wanted: Wanted,
  say: Say,
  stop: AbortSignal = new AbortController().signal,
): Promise<void> {
  if (wanted.check) return checkBooks(options.db, say);
  if (wanted.ifEmpty && !wanted.reset && !wanted.universities && (await fullness(options.db)) === 'filled') return;
  await seedsAlone(options.db, () => seed(options, wanted, { say, stop }));
}

async function seed(options: StageOptions, wanted: Wanted, { say, stop }: { say: Say; stop: AbortSignal }): Promise<void> {
  const { db } = options;
  if (wanted.reset) await startAnew(options);
  if (wanted.universities) return withStage(options, (stage) => loadUniversities(stage, say));
  const found = await fullness(db);
  const more = wanted.orders > 0 || wanted.customers > 0;
  if (found === 'filled' && !more) return refuseFilled(wanted);
  if (found === 'unfinished') {
    say('지난번에 채우다 멈춘 데이터를 지우고 처음부터 채워요.');
    await startAnew(options);
  }
  // A commit in WAL is safe from a crash of the process without reaching the disk each time; a seed begins again anyway.
  if (isSqlite(db)) await db.query('PRAGMA synchronous = NORMAL');
  // Indexes of a million orders are written all over: without room for them each page is read and written again and again.
  if (isSqlite(db) && more) await db.query('PRAGMA cache_size = -262144');
  if (found !== 'filled') await withStage(options, (stage) => fill(stage, say));
  if (more) await addMany(options, wanted, { say, stop });
  if (isSqlite(db)) await db.query('PRAGMA synchronous = FULL');
}

async function startAnew({ db, simulatorFile, imagesFolder }: StageOptions): Promise<void> {
  const { dropImages, dropSimulator, dropTables } = await import('./reset.js');
  await dropTables(db);
  dropSimulator(simulatorFile);
  dropImages(imagesFolder);
}

async function withStage(options: StageOptions, work: (stage: Stage) => Promise<void>): Promise<void> {
  const { openStage } = await import('./stage.js');
  const stage = await openStage(options);
  await work(stage).finally(() => stage.close());
}

async function loadUniversities(stage: Stage, say: Say): Promise<void> {
  const { fillUniversities } = await import('./fill/universities.js');
  say(`대학교 ${await fillUniversities(stage.at(0))}곳을 넣었어요.`);
}

async function fill(stage: Stage, say: Say): Promise<void> {
  const started = performance.now();
  say('빈 데이터베이스를 채우고 있어요. 10초쯤 걸려요.');
  const { fillShop } = await import('./fill/fill-shop.js');
  const orders = await fillShop(stage);
  say(`학생과 상품, 프로모션, 주문 ${orders}건을 넣었어요. (${secondsSince(started)}초)`);
}

async function addMany(options: StageOptions, wanted: Wanted, { say, stop }: { say: Say; stop: AbortSignal }): Promise<void> {
  const started = performance.now();
  const { addOrders } = await import('./many/add-orders.js');
  const { customers, orders } = await addOrders(options, wanted, { say, stop });
  say(`학생 ${customers.toLocaleString('ko-KR')}명과 주문 ${orders.toLocaleString('ko-KR')}건을 더했어요. (${secondsSince(started)}초)`);
}

async function checkBooks(db: Context['db'], say: Say): Promise<void> {
  const { checkSeed } = await import('./check-seed.js');
  const problems = await checkSeed(db);
  if (problems.length > 0) throw new Error(`The books do not agree:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  say('재고와 판매 수량, 결제와 환불이 모두 맞아요.');
}

function refuseFilled({ ifEmpty }: Wanted): void {
  // Another process filled it while this one waited.
  if (ifEmpty) return;
  throw new Error(
    'The database is filled already. To start anew, and lose what is in it: npm run seed -- --reset\n' +
      'To add to it: npm run seed -- --orders 100000 --customers 20000',
  );
}

const secondsSince = (started: number): string => ((performance.now() - started) / 1000).toFixed(1);
