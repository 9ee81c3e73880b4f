import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterRestore } from '../src/backup/after-restore.js';
import type { BackupPlace } from '../src/backup/backup-place.js';
import { latestBackup, listBackups, type Manifest, readManifest } from '../src/backup/manifest.js';
import { openPlace } from '../src/backup/open-place.js';
import { openSnapshot } from '../src/backup/open-snapshot.js';
import { restoreBackup } from '../src/backup/restore-backup.js';
import { openShopDatabase } from '../src/boot/open-database.js';
import { startAzurite } from '../src/testing/azurite.js';
import { type Bought, type Buying, buyers } from './buying.js';
import type { DumpOrder, DumpReport } from './dump-process.js';
import { violations } from './invariants.js';
import { type Ground, makeDatabase, openGround } from './proving-ground.js';
import { refusals } from './refused-restores.js';
import { checked, seeded } from './seeded.js';
import { forkBeside } from './shop-process.js';
import { truthOf, type Truth, unlike } from './table-sums.js';

export const SECRET = 'proofs only: what backups are encrypted with';

export interface DrillOptions {
  engine: 'sqlite' | URL;
  /** By the seed; 0 leaves it out, and only what buyers place is there. */
  orders: number;
  azurite: boolean;
  perSecond: number;
  say(line: string): void;
}

/**
 * A shop is dumped while orders keep coming, restored elsewhere, and every table held against what stood in it at the
 * snapshot's instant; once more from a copy alone, under another name. Then everything that must be refused. Gives what went wrong.
 */
export async function proveBackup(options: DrillOptions): Promise<string[]> {
  const ground = await openGround(options.engine);
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-drill-'));
  const storage = options.azurite ? await startAzurite() : { url: `file:${folder}`, stop: () => Promise.resolve() };
  try {
    const order: DumpOrder = { url: urlOf(ground), blobUrl: storage.url, secret: SECRET };
    if (options.orders > 0) await timed(options, `seeded ${options.orders} orders`, () => seeded(order.url, folder, options.orders));
    const taken = await takenWhileBuying(ground, order, options);
    const failures = [...taken.failures, ...(await restored(taken, order, options))];
    failures.push(...(await elsewhere(taken, order, options)));
    failures.push(...(await killed(order)));
    failures.push(...(await refusals(openPlace(order.blobUrl, 'backups'), taken.manifest, SECRET, options)));
    return failures;
  } finally {
    await storage.stop();
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Taken {
  manifest: Manifest;
  truth: Truth;
  failures: string[];
}

async function takenWhileBuying(ground: Ground, order: DumpOrder, { perSecond, say }: DrillOptions): Promise<Taken> {
  const server = await ground.startReal();
  try {
    const buy = await buyers(ground, server.url, perSecond * 240);
    // Not counted: whoever comes first waits for what a server loads.
    await bought(buy(perSecond), perSecond);
    const quiet = await bought(buy(perSecond), perSecond * 5);
    const before = buy(perSecond);
    let meanwhile: Buying | undefined;
    const report = await dumped(order, {
      open: () => before.more(3),
      reading: () => void (meanwhile = buy(perSecond)),
    });
    const during = (await meanwhile?.stop()) ?? NOBODY;
    const open = await before.stop();
    const { bytes, seconds, tables, takenAt } = report.done;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    say(
      `dumped ${rows} rows as they were at ${takenAt} in ${seconds.dump} s, ${(bytes / 1e6).toFixed(1)} MB; read back in ${seconds.verify} s`,
    );
    say(`memory of the process: ${report.rss.before} MB before, ${report.rss.peak} MB at its peak`);
    say(`orders meanwhile: ${during.placed} placed, half within ${during.p50} ms, 95 % within ${during.p95} ms`);
    say(`orders before:    ${quiet.placed} placed, half within ${quiet.p50} ms, 95 % within ${quiet.p95} ms`);
    return { manifest: report.done, truth: report.truth, failures: await judged(ground, report, [quiet, open, during]) };
  } finally {
    await server.kill();
  }
}

const NOBODY: Bought = { placed: 0, refused: [], p50: 0, p95: 0 };

async function bought(buying: Buying, count: number): Promise<Bought> {
  await buying.more(count);
  return buying.stop();
}

type Done = Extract<DumpReport, { done: Manifest }>;
/** What one dump may hold in memory at once, MB: its frames and blocks, far from a table. */
const MEMORY_MB = 250;

// That orders are answered while the snapshot is open was waited for; how fast is printed, since this machine does other things.
async function judged(ground: Ground, report: Done, all: Bought[]): Promise<string[]> {
  const dumped = report.done.tables.find((table) => table.table === 'orders')?.rows ?? 0;
  const [{ now } = { now: 0 }] = await ground.db.query<{ now: number }[]>('SELECT COUNT(*) AS now FROM orders');
  return [
    ...all.flatMap((bought) => bought.refused).map((refused) => `a buyer was refused: ${refused}`),
    ...(now > dumped ? [] : ['no order came after the snapshot']),
    ...(report.rss.peak - report.rss.before <= MEMORY_MB ? [] : [`the dump took ${report.rss.peak - report.rss.before} MB of memory`]),
  ];
}

async function dumped(order: DumpOrder, at: { open(): Promise<void>; reading(): void }): Promise<Done> {
  const child = forkBeside('dump-process', { DUMP_ORDER: JSON.stringify({ ...order, waits: true }) });
  const output: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => output.push(String(chunk)));
  let done: Done | undefined;
  child.on('message', (report: DumpReport) => {
    if ('done' in report) done = report;
    if ('open' in report) void at.open().then(() => child.send('go'));
    if ('reading' in report) at.reading();
  });
  await once(child, 'close');
  if (!done) throw new Error(`The dump failed:\n${output.join('')}`);
  return done;
}

async function restored({ manifest, truth }: Taken, order: DumpOrder & { newest?: true }, options: DrillOptions): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-restored-'));
  const target = await makeDatabase(options.engine, folder);
  const place = openPlace(order.blobUrl, order.newest ? ELSEWHERE : 'backups');
  try {
    // By its name where that is known; after a disaster nobody knows one.
    const stored = order.newest ? await newest(place) : await readManifest(place, manifest.name);
    await timed(options, `restored into an empty database${order.newest ? ' elsewhere' : ''}, and added up`, () =>
      restoreBackup(place, stored, order.secret, target.url),
    );
    const failures = unlike(truth, await truthAt(target.url)).map((difference) => `restored: ${difference}`);
    options.say(`${Object.keys(truth).length} tables compared with what SQL found in them at the snapshot's instant`);
    const db = await openShopDatabase(target.url);
    await afterRestore(db, place, new Date());
    // Read by every sentence where there are few orders; by sums where there are many.
    const books = options.orders > 0 ? [] : await violations(db);
    await db.destroy();
    if (options.orders > 0)
      await timed(options, 'the restored books agree: stock, counters and money, checked', () => checked(target.url, folder));
    return [...failures, ...books.map((violation) => `in the restored books: ${violation}`)];
  } finally {
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the other region's container is called: nothing of the first one's name is in it. */
const ELSEWHERE = 'copy-of-another-name';

/**
 * The loss of a region (docs/OPERATIONS.md): what can be read of the copy is carried to a storage of another name and another
 * address, and a database of another name comes out of that alone. The first storage is not asked again.
 */
async function elsewhere(taken: Taken, order: DumpOrder, options: DrillOptions): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-elsewhere-'));
  const storage = options.azurite ? await startAzurite() : { url: `file:${folder}`, stop: () => Promise.resolve() };
  try {
    const [from, to] = [openPlace(order.blobUrl, 'backups'), openPlace(storage.url, ELSEWHERE)];
    const files = await from.list('');
    for (const file of files) await to.write(file, await from.read(file));
    options.say(`${files.length} files copied from ${from.where} to ${to.where}`);
    const there = { ...order, blobUrl: storage.url, newest: true as const };
    return (await restored(taken, there, options)).map((failure) => `elsewhere: ${failure}`);
  } finally {
    await storage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function newest(place: BackupPlace): Promise<Manifest> {
  const found = await latestBackup(place);
  if (!found) throw new Error(`There is no backup in ${place.where}.`);
  return found;
}

async function truthAt(url: string): Promise<Truth> {
  const snapshot = await openSnapshot(url);
  return truthOf(snapshot).finally(() => snapshot.close());
}

/** A dump that dies half-way leaves what there was, and nothing that could be taken for a backup. */
async function killed(order: DumpOrder): Promise<string[]> {
  const place = openPlace(order.blobUrl, 'backups');
  const before = await listBackups(place);
  const child = forkBeside('dump-process', { DUMP_ORDER: JSON.stringify({ ...order, stopAfter: 1 }) });
  const half = new Promise<void>((resolve, reject) => {
    child.on('message', (report: DumpReport) => 'half' in report && resolve());
    child.once('close', () => reject(new Error('The dump ended before it was half-way.')));
  });
  await half;
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const after = await listBackups(place);
  return after.join() === before.join() && after.length === 1 ? [] : [`a killed dump left ${after.length} backups of ${before.length}`];
}

async function timed<T>({ say }: Pick<DrillOptions, 'say'>, what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

function urlOf({ db }: Ground): string {
  const { options } = db;
  if (options.type === 'mysql') return options.url ?? '';
  return `sqlite:${String(options.database)}`;
}
