import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { entities } from '../boot/entities.js';
import { ROOT } from '../kernel/root.js';
import { type OwnedTable, writesOf } from '../testing/table-writers.js';

const SOURCES = 'backend/src';
const sources = globSync(`${SOURCES}/**/*.{ts,tsx}`, { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/').slice(SOURCES.length + 1))
  .filter((path) => !/\.test\.tsx?$|\.fixture\.ts$|^testing\/|^database\/migrations\//.test(path));
const textOf = (path: string) => readFileSync(join(ROOT, SOURCES, path), 'utf8');
const roomOf = (path: string) => path.split('/')[0] ?? '';

const tables: OwnedTable[] = entities.map((entity) => {
  const name = getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name;
  const path = sources.find((source) => source.endsWith('.entity.ts') && textOf(source).includes(`export class ${entity.name} `));
  if (!name || !path) throw new Error(`Nobody owns ${entity.name}.`);
  return { table: name, entity: entity.name, room: roomOf(path) };
});

/** The only file that writes a state, by table: each reads the one table of moves of its room. */
const MACHINES: Readonly<Record<string, { columns: readonly string[]; files: readonly string[] }>> = {
  orders: { columns: ['state', 'pay'], files: ['orders/move-order.ts'] },
  order_lines: { columns: ['state'], files: ['orders/move-order.ts'] },
  promotions: { columns: ['state'], files: ['promotions/move-promotion.ts'] },
  offers: { columns: ['outcome'], files: ['promotions/freeze-offer.ts'] },
  payments: { columns: ['state'], files: ['ledger/payments.ts'] },
  refunds: { columns: ['state'], files: ['ledger/refunds.ts'] },
  offer_counters: { columns: ['state'], files: ['holds/counters.ts'] },
};

const isInsert = (text: string) => /INTO|insert/i.test(text.slice(0, 16));

function foreignWrites(path: string, text: string): string[] {
  return writesOf(text, tables).flatMap((write) => {
    const owner = tables.find(({ table }) => table === write.table);
    return owner && owner.room !== roomOf(path) ? [`${path} writes ${write.table}, which is ${owner.room}'s: ${write.text}`] : [];
  });
}

function foreignStates(path: string, text: string): string[] {
  return writesOf(text, tables).flatMap((write) => {
    const machine = MACHINES[write.table];
    if (!machine || isInsert(write.text) || machine.files.includes(path)) return [];
    return machine.columns.some((column) => write.sets.includes(column)) ? [`${path} writes a state of ${write.table}: ${write.text}`] : [];
  });
}

describe('every table is written by its owner alone', () => {
  it('in each of the sources', () => {
    expect(sources.flatMap((path) => foreignWrites(path, textOf(path)))).toEqual([]);
  });

  it.each([
    ['SQL', "await execute(tx, 'UPDATE variant_stock SET reserved = reserved + ? WHERE variant_id = ?', [1, 2]);"],
    ['an insert in SQL', 'await execute(tx, `${insertIgnore(tx)} INTO customer_limits (offer_id) VALUES (?)`, [1]);'],
    ['the entity manager', 'await tx.update(\n    VariantStock, { variantId }, { onHand });'],
    ['a static', 'await OfferCounter.delete({ offerId });'],
    ['our own helper', 'await insertRows(tx, OfferCounter, rows);'],
  ])('and another writer is noticed: %s', (_how, text) => {
    expect(foreignWrites('orders/place-order.ts', text)).toHaveLength(1);
    expect(foreignWrites('holds/stock.ts', text)).toEqual([]);
  });
});

describe('a state is written by its machine alone', () => {
  it('in each of the sources', () => {
    expect(sources.flatMap((path) => foreignStates(path, textOf(path)))).toEqual([]);
  });

  it.each([
    ['orders', "await execute(tx, `UPDATE orders SET state = 'paid', paid_at = ? WHERE id = ?`, [now, id]);"],
    ['orders', "await tx.update(Order, { id }, { state: 'shipped', shippedAt });"],
    ['orders', "await tx.update(Order, { id: order.id }, { refunded, pay: 'refunded' });"],
    ['ledger', "await updateRows(tx, Refund, { state: 'done' }, where);"],
    ['promotions', 'await tx.update(Promotion, { id }, { state, settledAt });'],
  ])('and another statement in %s is noticed: %s', (room, text) => {
    expect(foreignStates(`${room}/another-verb.ts`, text)).toHaveLength(1);
  });
});
