import type { EntityManager } from 'typeorm';
import { execute, insertRows } from '../database/database.js';
import { byVariant, type HeldUnits } from './units.js';
import { VariantStock } from './variant-stock.entity.js';

/** Every statement that writes `variant_stock`. Units; the database holds 0 ≤ reserved ≤ on_hand besides (CHECK). */

type StockUnits = Pick<HeldUnits, 'variantId' | 'quantity'>;

export async function openStock(tx: EntityManager, stock: { variantId: number; onHand: number }): Promise<void> {
  await insertRows(tx, VariantStock, { ...stock, reserved: 0 });
}

/** False where fewer are left. */
export async function reserveStock(tx: EntityManager, { variantId, quantity }: StockUnits): Promise<boolean> {
  const sql = 'UPDATE variant_stock SET reserved = reserved + ? WHERE variant_id = ? AND on_hand - reserved >= ?';
  return (await execute(tx, sql, [quantity, variantId, quantity])) === 1;
}

/** Units that can still be ordered. */
export async function availableStock(tx: EntityManager, variantId: number): Promise<number> {
  const stock = await tx.findOneBy(VariantStock, { variantId });
  return stock ? stock.onHand - stock.reserved : 0;
}

export async function releaseStock(tx: EntityManager, lines: readonly StockUnits[]): Promise<void> {
  for (const { variantId, quantity } of byVariant(lines)) {
    await execute(tx, 'UPDATE variant_stock SET reserved = reserved - ? WHERE variant_id = ?', [quantity, variantId]);
  }
}

/** What was reserved leaves the warehouse. @throws Error where it was not reserved */
export async function shipStock(tx: EntityManager, lines: readonly StockUnits[]): Promise<void> {
  for (const { variantId, quantity } of byVariant(lines)) {
    const sql = 'UPDATE variant_stock SET on_hand = on_hand - ?, reserved = reserved - ? WHERE variant_id = ? AND reserved >= ?';
    const shipped = await execute(tx, sql, [quantity, quantity, variantId, quantity]);
    if (shipped === 0) throw new Error(`Variant ${variantId} has fewer units reserved than the ${quantity} that leave.`);
  }
}

/** Units that came back and can be sold again. */
export async function restock(tx: EntityManager, lines: readonly StockUnits[]): Promise<void> {
  for (const { variantId, quantity } of byVariant(lines)) {
    await execute(tx, 'UPDATE variant_stock SET on_hand = on_hand + ? WHERE variant_id = ?', [quantity, variantId]);
  }
}

/** Staff's delta. False where it would leave less than is reserved, or more than `most`. */
export async function changeOnHand(
  tx: EntityManager,
  { variantId, delta, most }: { variantId: number; delta: number; most: number },
): Promise<boolean> {
  const sql = 'UPDATE variant_stock SET on_hand = on_hand + ? WHERE variant_id = ? AND on_hand + ? BETWEEN reserved AND ?';
  return (await execute(tx, sql, [delta, variantId, delta, most])) === 1;
}

/** For programs that drive a local shop. False where it is less than is reserved, or there is no such variant. */
export async function setOnHand(tx: EntityManager, { variantId, onHand }: { variantId: number; onHand: number }): Promise<boolean> {
  const sql = 'UPDATE variant_stock SET on_hand = ? WHERE variant_id = ? AND reserved <= ?';
  return (await execute(tx, sql, [onHand, variantId, onHand])) === 1;
}
