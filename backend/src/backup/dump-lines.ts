import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import type { Row, Snapshot, Table } from './snapshot.js';

/**
 * The text of a dump, a line each: the head; then for each table its name, its rows as JSON arrays of text and null, and
 * its sum; then the end. Lines of one dump are read with the tables of its head.
 */
export const DumpHead = z.object({
  format: z.literal('mngshop-dump/1'),
  /** The same as in the manifest: a dump cannot be passed off as another. */
  name: z.string(),
  takenAt: z.string(),
  engine: z.enum(['mysql', 'sqlite']),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), kind: z.enum(['text', 'hex']) })),
      key: z.array(z.string()).min(1),
    }),
  ),
});
export type DumpHead = z.infer<typeof DumpHead>;

export const TableSum = z.object({
  table: z.string(),
  rows: z.number().int().min(0),
  /** Of the lines of its rows, in the order of the primary key, each with its line end. */
  sha256: z.string(),
});
export type TableSum = z.infer<typeof TableSum>;

const CHUNK_CHARACTERS = 128 * 1024;

/** The dump's text in chunks of about 128 KB; `sums` fills up while it is read. */
export async function* dumpLines(snapshot: Snapshot, name: string, sums: TableSum[]): AsyncGenerator<Buffer> {
  const { engine, migrations, tables } = snapshot;
  const head: DumpHead = { format: 'mngshop-dump/1', name, takenAt: snapshot.takenAt.toISOString(), engine, migrations, tables };
  yield line(head);
  for (const table of tables) {
    yield line({ table: table.name });
    const adder = new Adder(table.name);
    for await (const chunk of rowLines(snapshot.rows(table))) {
      adder.add(chunk);
      yield chunk.bytes;
    }
    sums.push(adder.sum());
    yield line({ sum: adder.sum() });
  }
  yield line({ end: tables.length });
}

/** The sum of a table as it stands in any database: what a restored one is held against. */
export async function sumOf(snapshot: Pick<Snapshot, 'rows'>, table: Table): Promise<TableSum> {
  const adder = new Adder(table.name);
  for await (const chunk of rowLines(snapshot.rows(table))) adder.add(chunk);
  return adder.sum();
}

const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);

interface Chunk {
  bytes: Buffer;
  rows: number;
}

async function* rowLines(rows: AsyncIterable<Row>): AsyncGenerator<Chunk> {
  let text = '';
  let count = 0;
  for await (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    count++;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield { bytes: Buffer.from(text), rows: count };
    text = '';
    count = 0;
  }
  if (count > 0) yield { bytes: Buffer.from(text), rows: count };
}

/** Adds up one table. */
export class Adder {
  private readonly hash: Hash = createHash('sha256');
  private rows = 0;
  private digest: string | undefined;

  constructor(private readonly table: string) {}

  add({ bytes, rows }: Chunk): void {
    this.hash.update(bytes);
    this.rows += rows;
  }

  sum(): TableSum {
    this.digest ??= this.hash.digest('hex');
    return { table: this.table, rows: this.rows, sha256: this.digest };
  }
}

/** What differs between two lists of sums, in words; empty when they are the same. */
export function differencesOf(expected: readonly TableSum[], found: readonly TableSum[]): string[] {
  const others = new Map(found.map((sum) => [sum.table, sum]));
  const known = new Set(expected.map((sum) => sum.table));
  return [
    ...expected.flatMap((sum) => {
      const other = others.get(sum.table);
      if (!other) return [`${sum.table} is missing`];
      if (other.rows !== sum.rows) return [`${sum.table} has ${other.rows} rows, not ${sum.rows}`];
      return other.sha256 === sum.sha256 ? [] : [`${sum.table} has ${sum.rows} rows, but other values in them`];
    }),
    ...found.filter((sum) => !known.has(sum.table)).map((sum) => `${sum.table} is too many`),
  ];
}
