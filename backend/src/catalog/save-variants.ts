import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { invalid } from '../kernel/errors.js';
import { differences } from '../access/audit.js';
import type { VariantInput } from './product-input.js';
import { StockChange } from './stock-change.entity.js';
import { Variant } from './variant.entity.js';
import { openStock } from '../holds/stock.js';
import { say } from '../words/say.js';
import { told } from '../words/sentence.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const variants = table(Variant);

/**
 * The variants of one product as they shall be, inside the transaction that holds the product's row. None is deleted:
 * orders and stock speak of them. Gives what changed, per SKU, for the audit.
 */
export async function saveVariants(
  tx: EntityManager,
  ctx: Context,
  productId: number,
  wanted: readonly VariantInput[],
): Promise<Record<string, unknown>> {
  const existing = await readRows(tx, Variant, sql`WHERE ${variants.productId} = ${productId}`);
  const changes: Record<string, unknown> = {};
  for (const variant of existing.filter((row) => row.active && !wanted.some((input) => input.id === row.id))) {
    await updateRows(tx, Variant, { active: false }, sql`${variants.id} = ${variant.id}`);
    changes[variant.sku] = { active: [true, false] };
  }
  for (const [position, input] of wanted.entries()) {
    const columns = variantColumns(input, position);
    const before = input.id ? existing.find((row) => row.id === input.id) : undefined;
    if (input.id && !before) throw foreignVariant(position);
    if (before) await updateRows(tx, Variant, columns, sql`${variants.id} = ${before.id}`);
    else await insertVariant(tx, ctx, productId, columns, input.onHand ?? 0);
    const changed = differences(before ? variantColumns(before, before.position) : {}, columns);
    if (Object.keys(changed).length > 0) changes[columns.sku] = before ? changed : { ...changed, onHand: [null, input.onHand ?? 0] };
  }
  return changes;
}

/** A variant's own columns as they are stored. */
export const variantColumns = (
  { sku, options, surcharge, active }: Pick<Variant, 'sku' | 'options' | 'surcharge' | 'active'>,
  position: number,
) => ({
  sku,
  options: { ...options },
  surcharge,
  active,
  position,
});

async function insertVariant(
  tx: EntityManager,
  ctx: Context,
  productId: number,
  columns: ReturnType<typeof variantColumns>,
  onHand: number,
): Promise<void> {
  const variantId = await insertRows(tx, Variant, { productId, ...columns });
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  if (onHand > 0)
    await insertRows(tx, StockChange, { variantId, delta: onHand, reason: told('reason.first_stock'), staffId, at: ctx.clock.now() });
  await openStock(tx, { variantId, onHand });
}

const foreignVariant = (position: number) =>
  invalid(say('product.foreign_variants'), [{ path: `variants.${position}.id`, message: say('product.foreign_variant') }]);
