import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { decrypted, NotOpened } from './backup-cipher.js';
import type { BackupPlace } from './backup-place.js';
import { Adder, DumpHead, TableSum } from './dump-lines.js';

export interface DumpReader {
  head(head: DumpHead): void | Promise<void>;
  /** Lines of rows, each a JSON array; many times for a long table. */
  rows?(table: string, lines: readonly string[]): void | Promise<void>;
}

/**
 * Reads a dump from its place, opens it, and adds its tables up again.
 * @returns the sums, found equal to those that stand behind each table
 * @throws NotOpened when it is not what was written, or another secret is needed
 */
export async function readDump(
  place: BackupPlace,
  file: string,
  secret: string | readonly string[],
  reader: DumpReader,
): Promise<TableSum[]> {
  const plain = Readable.from(decrypted(secret, await place.read(file))).compose(createGunzip()) as AsyncIterable<Buffer>;
  const state: State = { head: null, table: null, sums: [], ended: false };
  for await (const lines of linesOf(plain)) await take(state, lines, reader);
  if (!state.ended) throw new NotOpened('The dump has no end: it was not written to its last line.');
  return state.sums;
}

interface State {
  head: DumpHead | null;
  table: { name: string; adder: Adder } | null;
  sums: TableSum[];
  ended: boolean;
}

const Marker = z.union([
  z.strictObject({ table: z.string() }),
  z.strictObject({ sum: TableSum }),
  z.strictObject({ end: z.number().int() }),
]);

// Rows begin with a bracket, everything else with a brace; rows that stand together are taken together.
async function take(state: State, lines: string[], reader: DumpReader): Promise<void> {
  for (let at = 0; at < lines.length;) {
    let to = at;
    while (lines[to]?.startsWith('[')) to++;
    if (to > at) await takeRows(state, lines.slice(at, to), reader);
    if (to < lines.length) await takeMarker(state, JSON.parse(lines[to] as string), reader);
    at = to + 1;
  }
}

async function takeRows(state: State, lines: string[], reader: DumpReader): Promise<void> {
  if (!state.table) throw new NotOpened('The dump has rows that belong to no table.');
  state.table.adder.add({ bytes: Buffer.from(`${lines.join('\n')}\n`), rows: lines.length });
  await reader.rows?.(state.table.name, lines);
}

async function takeMarker(state: State, value: unknown, reader: DumpReader): Promise<void> {
  if (!state.head) {
    state.head = DumpHead.parse(value);
    await reader.head(state.head);
    return;
  }
  const marker = Marker.parse(value);
  if ('table' in marker) state.table = { name: marker.table, adder: new Adder(marker.table) };
  else if ('end' in marker) state.ended = marker.end === state.head.tables.length && state.sums.length === marker.end;
  else closeTable(state, marker.sum);
}

function closeTable(state: State, written: TableSum): void {
  const sum = state.table?.adder.sum();
  if (JSON.stringify(sum) !== JSON.stringify(written)) throw new NotOpened(`The rows of ${written.table} are not those that were written.`);
  state.sums.push(written);
  state.table = null;
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(10);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const text = Buffer.concat([...rest, chunk.subarray(0, end)]).toString('utf8');
    rest = [chunk.subarray(end + 1)];
    yield text.split('\n');
  }
  if (rest.some((part) => part.length > 0)) throw new NotOpened('The dump ends within a line.');
}
