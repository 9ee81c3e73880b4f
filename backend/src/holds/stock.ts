import type { EntityManager } from 'typeorm';
import { number, read } from '../database/read.js';
import { type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, runUpdate, type Update, updateOf, updateRows } from '../database/write.js';
import { byVariant, type HeldUnits } from './units.js';
import { VariantStock } from './variant-stock.entity.js';

/** Every statement that writes `variant_stock`. Units; the database holds 0 ≤ reserved ≤ on_hand besides (CHECK). */

type StockUnits = Pick<HeldUnits, 'variantId' | 'quantity'>;

const stock = table(VariantStock);
const of = (variantId: number) => sql`${stock.variantId} = ${variantId}`;
const available = sql`${stock.onHand} - ${stock.reserved}`;

export async function openStock(tx: EntityManager, { variantId, onHand }: { variantId: number; onHand: number }): Promise<void> {
  await insertRows(tx, VariantStock, { variantId, onHand, reserved: 0 });
}

/** The change that reserves units of one variant, if so many are left and `when` holds besides. */
export function reservation({ variantId, quantity }: StockUnits, when?: Sql): Update {
  const enough = sql`${of(variantId)} AND ${available} >= ${quantity}`;
  return updateOf(VariantStock, { reserved: sql`${stock.reserved} + ${quantity}` }, when ? sql`${enough} AND ${when}` : enough);
}

/** False where fewer are left. */
export async function reserveStock(tx: EntityManager, units: StockUnits): Promise<boolean> {
  return (await runUpdate(tx, reservation(units))) === 1;
}

/** Units that can still be ordered. */
export async function availableStock(tx: EntityManager, variantId: number): Promise<number> {
  const [row] = await read(tx, { left: number(available) }, sql`FROM ${stock} WHERE ${of(variantId)}`);
  return row?.left ?? 0;
}

export async function releaseStock(tx: EntityManager, lines: readonly StockUnits[]): Promise<void> {
  for (const { variantId, quantity } of byVariant(lines)) {
    await updateRows(tx, VariantStock, { reserved: sql`${stock.reserved} - ${quantity}` }, of(variantId));
  }
}

/** What was reserved leaves the warehouse. @throws Error where it was not reserved */
export async function shipStock(tx: EntityManager, lines: readonly StockUnits[]): Promise<void> {
  for (const { variantId, quantity } of byVariant(lines)) {
    const less = { onHand: sql`${stock.onHand} - ${quantity}`, reserved: sql`${stock.reserved} - ${quantity}` };
    const shipped = await updateRows(tx, VariantStock, less, sql`${of(variantId)} AND ${stock.reserved} >= ${quantity}`);
    if (shipped === 0) throw new Error(`Variant ${variantId} has fewer units reserved than the ${quantity} that leave.`);
  }
}

/** Units that came back and can be sold again. */
export async function restock(tx: EntityManager, lines: readonly StockUnits[]): Promise<void> {
  for (const { variantId, quantity } of byVariant(lines)) {
    await updateRows(tx, VariantStock, { onHand: sql`${stock.onHand} + ${quantity}` }, of(variantId));
  }
}

/** Staff's delta. False where it would leave less than is reserved, or more than `most`. */
export async function changeOnHand(
  tx: EntityManager,
  { variantId, delta, most }: { variantId: number; delta: number; most: number },
): Promise<boolean> {
  const onHand = sql`${stock.onHand} + ${delta}`;
  return (await updateRows(tx, VariantStock, { onHand }, sql`${of(variantId)} AND ${onHand} BETWEEN ${stock.reserved} AND ${most}`)) === 1;
}

/** For programs that drive a local shop. False where it is less than is reserved, or there is no such variant. */
export async function setOnHand(tx: EntityManager, { variantId, onHand }: { variantId: number; onHand: number }): Promise<boolean> {
  return (await updateRows(tx, VariantStock, { onHand }, sql`${of(variantId)} AND ${stock.reserved} <= ${onHand}`)) === 1;
}
