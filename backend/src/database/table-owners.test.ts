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

/** Helpers that are handed the class: each of their callers names it. */
const HANDED = new Set(['database/versions.ts', 'database/write.ts']);

function foreignWrites(path: string, text: string): string[] {
  return writesOf(text, tables).flatMap((write) => {
    if (write.table === null) return HANDED.has(path) ? [] : [`${path} writes a table that cannot be read: ${write.text}`];
    const owner = tables.find(({ table }) => table === write.table);
    return owner && owner.room !== roomOf(path) ? [`${path} writes ${write.table}, which is ${owner.room}'s: ${write.text}`] : [];
  });
}

function foreignStates(path: string, text: string): string[] {
  return writesOf(text, tables).flatMap((write) => {
    const machine = write.table === null ? undefined : MACHINES[write.table];
    if (!machine || write.isInsert || machine.files.includes(path)) return [];
    if (write.sets === null) return [`${path} sets columns of ${write.table} that cannot be read: ${write.text}`];
    return machine.columns.some((column) => write.sets?.includes(column))
      ? [`${path} writes a state of ${write.table}: ${write.text}`]
      : [];
  });
}

const changes = "const where = sql`TRUE`;\nconst over = { state: 'paid' as const };\n";

describe('every table is written by its owner alone', () => {
  it('in each of the sources', () => {
    expect(sources.flatMap((path) => foreignWrites(path, textOf(path)))).toEqual([]);
  });

  it.each([
    ['a change', 'await updateRows(tx, VariantStock, { reserved: sql`${stock.reserved} + ${2}` }, sql`${stock.variantId} = ${1}`);'],
    ['new rows', 'await insertRows(\n  tx,\n  OfferCounter,\n  rows,\n);'],
    ['rows that may be there', 'await insertMissing(tx, CustomerLimit, { offerId, holder, held });'],
    ['a row in the place of another', 'await putRow(tx, VariantStock, { variantId, onHand, reserved });'],
    ['a deletion', 'await deleteRows(ctx.db, OfferCounter, sql`${counters.offerId} = ${1}`);'],
    ['SQL', "await tx.query('UPDATE variant_stock SET reserved = reserved + ? WHERE variant_id = ?', [1, 2]);"],
    ['an insert in SQL', 'await tx.query(`${ignoring} INTO customer_limits (offer_id) VALUES (?)`, [1]);'],
    ['the entity manager', 'await tx.update(\n    VariantStock, { variantId }, { onHand });'],
    ['a static', 'await OfferCounter.delete({ offerId });'],
    ['a repository', 'await db.getRepository(VariantStock).save(row);'],
  ])('and another writer is noticed: %s', (_how, text) => {
    expect(foreignWrites('orders/place-order.ts', text)).toHaveLength(1);
    expect(foreignWrites('holds/stock.ts', text)).toEqual([]);
  });

  it('and a helper may not be handed which table it writes', () => {
    const text = 'const write = (entity, row) => insertRows(tx, entity, row);';
    expect(foreignWrites('orders/place-order.ts', text)).toHaveLength(1);
    expect(foreignWrites('catalog/save-draft.ts', 'await takeVersion(tx, ctx, Promotion, { id, version });')).toHaveLength(1);
  });
});

describe('a state is written by its machine alone', () => {
  it('in each of the sources', () => {
    expect(sources.flatMap((path) => foreignStates(path, textOf(path)))).toEqual([]);
  });

  it.each([
    ['orders', "await updateRows(tx, Order, { state: 'paid', paidAt: now }, sql`${orders.id} = ${id}`);"],
    ['orders', 'await updateRows(tx, Order, over, where);'],
    ['orders', 'await updateRows(tx, Order, { paidAt, ...over }, where);'],
    ['orders', 'await updateRows(tx, Order, isPaid ? over : { paidAt }, where);'],
    ['orders', 'const put = (given: Changes<Order>) => updateRows(tx, Order, given, where);'],
    ['orders', 'await updateRows(tx, Order, stampsOf(order), where);'],
    ['orders', "await tx.query(`UPDATE orders SET state = 'paid', paid_at = ? WHERE id = ?`, [now, id]);"],
    ['orders', "await tx.update(Order, { id }, { state: 'shipped', shippedAt });"],
    ['orders', "await tx.update(Order, { id: order.id }, { refunded, pay: 'refunded' });"],
    ['ledger', "await updateRows(tx, Refund, { state: 'done' }, where);"],
    ['promotions', 'await updateRows(tx, Promotion, { state, settledAt }, where);'],
    ['holds', "await updateRows(tx, OfferCounter, { ['state']: 'open' }, where);"],
    ['payments', 'await Payment.save(payment);'],
  ])('and another statement in %s is noticed: %s', (room, text) => {
    expect(foreignStates(`${room}/another-verb.ts`, `${changes}${text}`)).toHaveLength(1);
  });

  it('and what stands in a condition is no change', () => {
    const text = 'await updateRows(tx, Order, { releasedAt }, sql`${orders.state} = ${state} AND ${orders.pay} = ${pay}`);';
    expect(foreignStates('orders/another-verb.ts', text)).toEqual([]);
  });
});
