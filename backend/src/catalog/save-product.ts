import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { type FieldError, invalid, notFound } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit, differences } from '../access/audit.js';
import { takeVersion } from '../database/versions.js';
import { Product } from './product.entity.js';
import { cleanProduct, type SaveProductInput } from './product-input.js';
import { checkProduct } from './rules/product-shape.js';
import { saveImages } from './save-images.js';
import { isStored, ofMade, productColumns } from './stored-product.js';
import { saveVariants } from './save-variants.js';
import { Variant } from './variant.entity.js';
import { say } from '../words/say.js';
import { readRow, readRowOrFail, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const products = table(Product);
const variantsTable = table(Variant);

/**
 * Saves a product with its variants, the stock rows of new ones and its pictures, all or nothing. Sent again, it is saved once.
 * @throws AppError 403; 404; 409 `changed_meanwhile` where it has another version than was opened; 422 `invalid` with one entry per field, taken slugs and SKUs included
 */
export async function saveProduct(ctx: Context, typed: SaveProductInput): Promise<Product> {
  allow(ctx, 'products', 'write');
  const input = cleanProduct(typed);
  refuse(checkProduct(input));
  try {
    return await transact(ctx.db, (tx) => save(tx, ctx, input));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The same form came twice at once: the other has made it.
    if (await madeBy(ctx.db.manager, input)) return await transact(ctx.db, (tx) => save(tx, ctx, input));
    // Someone else took it between our look and our write, or two variants trade their SKUs.
    refuse(await taken(ctx.db.manager, input));
    throw invalid(say('product.skus_swapped'), [{ path: 'variants', message: say('product.sku_taken_here') }]);
  }
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid(say('product.not_saved'), errors);
}

async function save(tx: EntityManager, ctx: Context, input: SaveProductInput): Promise<Product> {
  const made = await madeBy(tx, input);
  if (made) return save(tx, ctx, await ofMade(tx, made, input));
  const before = input.id ? await readRow(tx, Product, sql`WHERE ${products.id} = ${input.id} ${FOR_UPDATE}`) : null;
  if (input.id && !before) throw notFound();
  if (before && (await isStored(tx, before, input))) return before;
  if (before) await takeVersion(tx, ctx, Product, { id: before.id, version: input.version });
  refuse(await taken(tx, input));
  const columns = productColumns(input);
  const id = before?.id ?? (await insertProduct(tx, ctx, { ...columns, formKey: input.formKey ?? null }));
  if (before) await updateRows(tx, Product, columns, sql`${products.id} = ${id}`);
  const variants = await saveVariants(tx, ctx, id, input.variants);
  const images = input.images ? await saveImages(tx, ctx, id, input.images) : {};
  const changes = { ...differences(before ? productColumns(before) : {}, columns), variants, ...images };
  await audit(tx, ctx, { action: 'saveProduct', resource: 'products', recordId: id, changes });
  return readRowOrFail(tx, Product, sql`WHERE ${products.id} = ${id}`);
}

async function madeBy(tx: EntityManager, { id, formKey }: SaveProductInput): Promise<Product | null> {
  return id === undefined && formKey !== undefined ? readRow(tx, Product, sql`WHERE ${products.formKey} = ${formKey}`) : null;
}

async function insertProduct(tx: EntityManager, ctx: Context, columns: Partial<Product>): Promise<number> {
  return insertRows(tx, Product, { ...columns, archivedAt: null, createdAt: ctx.clock.now() });
}

async function taken(tx: EntityManager, input: SaveProductInput): Promise<FieldError[]> {
  const sameSlug = await readRow(tx, Product, sql`WHERE ${products.slug} = ${input.slug}`);
  const sameSku = await readRows(tx, Variant, sql`WHERE ${variantsTable.sku} IN ${input.variants.map((variant) => variant.sku)}`);
  const slug = sameSlug && sameSlug.id !== input.id ? [{ path: 'slug', message: say('product.slug_taken') }] : [];
  const skus = input.variants.flatMap(({ sku }, index) =>
    sameSku.some((variant) => variant.sku === sku && variant.productId !== input.id)
      ? [{ path: `variants.${index}.sku`, message: say('product.sku_taken') }]
      : [],
  );
  return [...slug, ...skus];
}
