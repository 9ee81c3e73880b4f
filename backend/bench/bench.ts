import { setTimeout as sleep } from 'node:timers/promises';
import type { Student } from './catalogue.js';
import { forked } from './forked.js';
import type { Ordered, Orders } from './order-load.js';
import { goodsFor, jobsDone, measureOrders } from './orders.js';
import { memoryMiB } from './process-figures.js';
import { measureReads, travelled } from './reads.js';
import { type Bench, readBench, tables, writeBench } from './report.js';
import { soak } from './soak.js';
import { openStage, type Shop, type Stage } from './stage.js';
import { rush, stampede } from './stampede.js';
import { measureStart } from './start.js';
import { countStatements } from './statements.js';

/** 1 is what docs/BENCHMARKS.md shows; less is for seeing that it runs. */
const SIZE = Number(process.env['BENCH_SIZE'] ?? 1);
const READERS = 32;
const SOAK_S = 600;
const BUYERS = Math.max(60, Math.round(1_000 * SIZE));

/**
 * What each part measures, and writes into `bench.json`; a part that is run alone leaves the rest as it was. All of them on
 * the database of TEST_MYSQL_URL, embedded SQLite else; Bootpay and whoever calls in processes of their own.
 * A part more is a line more.
 */
const PARTS: Record<string, (bench: Bench, stage: () => Promise<Stage>) => Promise<void>> = {
  start: async (bench) => {
    const starts = await measureStart(Math.max(1, Math.round(5 * SIZE)));
    const last = starts.at(-1);
    if (last) Object.assign(bench, { idleMiB: last.idleMiB, readyS: last.readyS });
    bench.parts.start = { ...taken(last?.engine ?? ''), starts };
  },
  statements: async (bench, stage) => {
    const on = await stage();
    bench.statements = await countStatements(on);
    bench.parts.statements = { ...taken(on.engine), ...bench.statements };
  },
  reads: async (bench, stage) => {
    const on = await stage();
    const students = (await on.students(READERS * on.promotions.length)).filter(({ campus }) => campus === 0);
    await withShop(on, async (shop) => {
      const reads = await measureReads(shop, await readsOf(on, shop, students), Math.max(1, 2 * SIZE));
      const of = (name: string) => reads.find((read) => read.name === name) ?? { ratio: Number.NaN, cpuMs: Number.NaN };
      const [list, listBr, detail] = [of(NAMES.list), of(NAMES.listBr), of(NAMES.detail)];
      const [me, history] = [of(NAMES.me).ratio, of(NAMES.history).ratio];
      bench.ratios = { ...bench.ratios, list: list.ratio, listBr: listBr.ratio, detail: detail.ratio, me, history };
      bench.cpuMs = { ...bench.cpuMs, list: list.cpuMs, detail: detail.cpuMs };
      bench.parts.reads = { ...taken(on.engine), reads, afterMiB: memoryMiB(shop.pid) };
    });
  },
  orders: async (bench, stage) => {
    const on = await stage();
    const measured = await measureOrders(on, SIZE);
    const { place, ordersAt32 } = measured.ratios;
    bench.ratios = { ...bench.ratios, place, ordersAt32 };
    bench.cpuMs = { ...bench.cpuMs, order: measured.cpuMs };
    bench.parts.orders = { ...taken(on.engine), ...measured };
  },
  stampede: async (bench, stage) => {
    const on = await stage();
    bench.stampede = await stampede(on, BUYERS);
    bench.parts.stampede = { ...taken(on.engine), ...bench.stampede };
  },
  rush: async (bench, stage) => {
    const on = await stage();
    bench.parts.rush = { ...taken(on.engine), ...(await rush(on, { students: 5 * BUYERS, buyers: BUYERS })) };
  },
  soak: async (bench, stage) => {
    const on = await stage();
    const seconds = Math.max(10, Math.round(SOAK_S * SIZE));
    const soaked = await soak(on, seconds);
    bench.soakMiB = soaked.soakMiB;
    bench.parts.soak = { ...taken(on.engine), ...soaked, seconds };
  },
};

/** One that fails is said, and takes nothing from the others. */
async function run(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !PARTS[name]);
  if (unknown.length > 0) throw new Error(`npm run bench -- PART …, where PART is ${Object.keys(PARTS).join(', ')}`);
  const bench = readBench();
  let open: Promise<Stage> | undefined;
  try {
    for (const [name, measure] of Object.entries(PARTS)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const began = performance.now();
      try {
        await measure(bench, () => (open ??= openStage()));
        writeBench(bench);
        console.log(`${name}: measured in ${Math.round((performance.now() - began) / 1_000)} s`);
      } catch (error) {
        process.exitCode = 1;
        console.error(`${name}: FAILED`, error);
      }
    }
  } finally {
    await (await open)?.close();
  }
  console.log(`\n${tables(bench)}\n\nWritten to bench.json.`);
}

const taken = (engine: string) => ({ at: new Date().toISOString(), engine });

async function withShop(stage: Stage, work: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await stage.start();
  await work(shop).finally(() => shop.stop());
}

const NAMES = {
  list: 'list of 24',
  listBr: 'list of 24, br',
  detail: 'product',
  me: '/me',
  history: 'history of three orders',
} as const;

/** Of one university, and each by another student: what they share a turn of the loop for is not the same row. */
async function readsOf(stage: Stage, { url }: Shop, students: readonly Student[]) {
  const cookies = students.map(({ cookie }) => cookie);
  const { slug = '', productSlug = '' } = stage.promotions[0] ?? {};
  const orders = [0, 1, 2].flatMap((nth) =>
    students.map((student) => ({ ...goodsFor(stage, student, nth * stage.promotions.length), cookie: student.cookie })),
  );
  const buyers = forked<Orders, Ordered>('order-load.ts');
  await buyers.ask({ url, simulatorUrl: stage.simulatorUrl, orders, connections: 8, pays: true }).finally(() => buyers.stop());
  await jobsDone(stage);
  // Kept for a second: from here on the list is the same.
  await sleep(1_500);
  const cookie = cookies[0] ?? '';
  const list = await fetch(`${url}/api/customer/promotions`, { headers: { cookie } });
  const known = { 'if-none-match': list.headers.get('etag') ?? '' };
  if ((await travelled(list.url, { cookie, ...known })).status !== 304) throw new Error('The list is sent again although it is the same.');
  const br = { 'accept-encoding': 'gzip, deflate, br' };
  return [
    { name: NAMES.list, path: '/api/customer/promotions', cookies },
    { name: NAMES.listBr, path: '/api/customer/promotions', cookies, headers: br },
    { name: 'list, 304', path: '/api/customer/promotions', cookies, headers: { ...br, ...known } },
    { name: 'promotion, br', path: `/api/customer/promotions/${slug}`, cookies, headers: br },
    { name: NAMES.detail, path: `/api/customer/products/${productSlug}`, cookies },
    { name: 'product, br', path: `/api/customer/products/${productSlug}`, cookies, headers: br },
    { name: NAMES.me, path: '/api/customer/me', cookies },
    { name: '/me, a visitor', path: '/api/customer/me', cookies: [] },
    { name: NAMES.history, path: '/api/orders/history', cookies },
    { name: '/healthz', path: '/healthz', cookies: [] },
  ];
}

await run(process.argv.slice(2));
process.exit();
