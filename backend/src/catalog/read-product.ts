import { VariantStock } from '../holds/variant-stock.entity.js';
import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { lastChange } from '../staff/last-change.js';
import { Product } from './product.entity.js';
import { ProductImage } from './product-image.entity.js';
import { imageUrl } from './rules/image-url.js';
import { Variant } from './variant.entity.js';
import { readRow, readRowOrFail, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const productImages = table(ProductImage);
const variantsTable = table(Variant);
const variantStock = table(VariantStock);
const products = table(Product);

async function readImages(ctx: Context, productId: number) {
  const images = await readRows(
    ctx.db,
    ProductImage,
    sql`WHERE ${productImages.productId} = ${productId} ORDER BY ${productImages.position}, ${productImages.id}`,
  );
  return images.map(({ id, name, alt, width, height }) => ({ id, url: imageUrl(name) ?? '', alt, width, height }));
}

async function readVariants(ctx: Context, productId: number) {
  const variants = await readRows(
    ctx.db,
    Variant,
    sql`WHERE ${variantsTable.productId} = ${productId} ORDER BY ${variantsTable.position}, ${variantsTable.id}`,
  );
  const stock = await readRows(ctx.db, VariantStock, sql`WHERE ${variantStock.variantId} IN ${variants.map(({ id }) => id)}`);
  const stockOf = new Map(stock.map((row) => [row.variantId, row]));
  return variants.map(({ id, sku, options, surcharge, active }) => ({
    id,
    sku,
    options,
    surcharge,
    active,
    onHand: stockOf.get(id)?.onHand ?? 0,
    reserved: stockOf.get(id)?.reserved ?? 0,
  }));
}

/** The product as the form edits it. Prices in won; stock is shown and not edited. */
export async function readProductForm(ctx: Context, id: number) {
  const product = await readRow(ctx.db, Product, sql`WHERE ${products.id} = ${id}`);
  if (!product) throw notFound();
  const { version, slug, name, brand, category, description, specifications, options, listPrice } = product;
  const [variants, images] = [await readVariants(ctx, id), await readImages(ctx, id)];
  const saved = await lastChange(ctx.db.manager, 'products', id, ['saveProduct']);
  return { version, saved, slug, name, brand, category, description, specifications, options, listPrice, variants, images };
}
export type ProductFormStart = Awaited<ReturnType<typeof readProductForm>>;

/** A product's pictures, and its variants with their stock. */
export const readProductDetail = async (ctx: Context, id: number) => ({
  images: await readImages(ctx, id),
  variants: await readVariants(ctx, id),
});
export type ProductDetail = Awaited<ReturnType<typeof readProductDetail>>;

/** The product of a variant. */
export const readProductIdOf = async (ctx: Context, variantId: number): Promise<number> =>
  (await readRowOrFail(ctx.db, Variant, sql`WHERE ${variantsTable.id} = ${variantId}`)).productId;
