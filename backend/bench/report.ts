import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../src/kernel/root.js';
import type { MeasuredOrders } from './orders.js';
import type { MeasuredRead } from './reads.js';
import type { Soaked } from './soak.js';
import type { Rush, Stampede } from './stampede.js';
import type { Start } from './start.js';
import type { Statements } from './statements.js';

const FILE = join(ROOT, 'bench.json');

/** What `bench.json` says; a part that was never run is not in it. */
export interface Bench {
  /** Shares: a read's of bare `node:http` with the same bytes, an order's of the smallest transaction on distinct rows. */
  ratios: Partial<Record<'list' | 'listBr' | 'detail' | 'me' | 'history' | 'place' | 'ordersAt32', number>>;
  /** Of the shop's process. */
  cpuMs: Partial<Record<'order' | 'list' | 'detail', number>>;
  statements?: Statements;
  idleMiB?: number;
  soakMiB?: number;
  readyS?: number;
  stampede?: Stampede;

  /** All figures of each part, and when they were taken. */
  parts: {
    start?: Taken<{ starts: Start[] }>;
    reads?: Taken<{ reads: MeasuredRead[]; afterMiB: number }>;
    orders?: Taken<MeasuredOrders & { afterMiB: number }>;
    statements?: Taken<Statements>;
    stampede?: Taken<Stampede>;
    rush?: Taken<Rush>;
    soak?: Taken<Soaked & { seconds: number }>;
  };
}

type Taken<T> = T & { at: string; engine: string };

export const readBench = (): Bench =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Bench) : { ratios: {}, cpuMs: {}, parts: {} };

export const writeBench = (bench: Bench): void =>
  writeFileSync(FILE, `${JSON.stringify(bench, (_key, value: unknown) => (typeof value === 'number' ? rounded(value) : value), 2)}\n`);

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Everything that is known, in the form of docs/BENCHMARKS.md. */
export function tables({ parts }: Bench): string {
  const { start, reads, orders, statements, stampede, rush, soak } = parts;
  const rows: string[][] = [];
  const row = (what: string, ...cells: string[]) => rows.push([what, ...cells]);
  for (const read of reads?.reads ?? [])
    row(
      read.name,
      count(read.perSecond),
      `${percent(read.ratio)} of bare, ${read.bytes.toLocaleString('en')} bytes`,
      read.cpuMs.toFixed(2),
      read.p99.toFixed(0),
    );
  if (orders) {
    row('smallest transaction, 1,000 rows · one row', `${count(orders.smallest)} · ${count(orders.smallestOnOne)}`, '', '', '');
    row('placing, 1,000 products', count(orders.place), `${percent(orders.ratios.place)} of the smallest`, '', '');
    row('placing, all of one product', count(orders.placeOfOne), `${percent(orders.ratios.placeOfOne)} of the smallest on one row`, '', '');
    row('place and pay, at 1 · 8', `${count(orders.paid.at1)} · ${count(orders.paid.at8)}`, '', '', '');
    row(
      'place and pay, at 32',
      count(orders.paid.at32),
      `${percent(orders.ratios.ordersAt32)} of the smallest`,
      orders.cpuMs.toFixed(1),
      orders.p99.toFixed(0),
    );
    if (orders.undone > 0) row('left undone by the jobs', count(orders.undone), '', '', '');
  }
  const others: string[][] = [];
  const other = (what: string, value: string) => others.push([what, value]);
  for (const one of start?.starts ?? []) {
    other(`${one.engine}: ready · idle`, `${one.readyS.toFixed(2)} s · ${one.idleMiB.toFixed(0)} MiB`);
    other(
      `${one.engine}: the console's first page · held from then on · longest block`,
      `${one.consoleMs.toFixed(0)} ms · ${one.consoleMiB.toFixed(0)} MiB · ${one.blockedMs.toFixed(0)} ms`,
    );
    other(`${one.engine}: a student's p99 before · meanwhile`, `${one.idleP99.toFixed(1)} · ${one.openingP99.toFixed(1)} ms`);
  }
  if (reads) other('memory after the reads', `${reads.afterMiB.toFixed(0)} MiB`);
  if (orders) other('memory after the orders', `${orders.afterMiB.toFixed(0)} MiB`);
  if (soak)
    other(
      `memory after ${count(soak.seconds)} s of ${count(soak.reads)} reads and ${count(soak.orders)} paid orders`,
      `${soak.soakMiB.toFixed(0)} MiB, ${soak.growth.toFixed(2)} × of its beginning`,
    );
  if (statements)
    other(
      'statements',
      (['list', 'product', 'me', 'history', 'place', 'pay', 'webhook'] as const).map((road) => `${road} ${statements[road]}`).join(', '),
    );
  if (stampede) other(`${count(stampede.buyers)} press buy for ${stampede.stock}`, told(stampede));
  if (rush) {
    other(
      `${count(rush.opened)} open it within 2 s`,
      `the last after ${rush.openedSlowestS.toFixed(1)} s, ${rush.sentAway} × come again; others' p99 ${rush.openingP99Ratio.toFixed(1)} ×`,
    );
    other(`then ${count(rush.buyers)} press buy for ${rush.stock}`, told(rush));
  }
  return [
    `${machine()}. ${Object.entries(parts)
      .map(([part, { at, engine }]) => `${part}: ${engine}, ${at.slice(0, 16)}`)
      .join('; ')}.`,
    ...(rows.length > 0 ? [markdown(['', 'a second', 'share', 'CPU, ms', 'p99, ms'], rows)] : []),
    ...(others.length > 0 ? [markdown(['', ''], others)] : []),
  ].join('\n\n');
}

const told = ({ sold, slowestS, otherP99Ratio }: Stampede): string =>
  `${sold} sold, the last answered after ${slowestS.toFixed(1)} s; others' p99 ${otherP99Ratio.toFixed(1)} ×`;
const machine = (): string => `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`;
const count = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

/** As prettier writes it. */
function markdown(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
