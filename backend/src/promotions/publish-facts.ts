import type { EntityManager } from 'typeorm';
import type { Product } from '../catalog/product.entity.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { ProductFacts } from './rules/publish-findings.js';
import { read, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const variantsTable = table(Variant);
const variantStock = table(VariantStock);
const productImages = table(ProductImage);

/** What the catalogue says about products that shall be offered, in three queries. */
export async function productFacts(tx: EntityManager, products: readonly Product[]): Promise<Map<number, ProductFacts>> {
  const variants = await readRows(
    tx,
    Variant,
    sql`WHERE ${variantsTable.productId} IN ${products.map(({ id }) => id)} AND ${variantsTable.active} = ${true}`,
  );
  const stocks = await readRows(tx, VariantStock, sql`WHERE ${variantStock.variantId} IN ${variants.map(({ id }) => id)}`);
  const pictures = await read(
    tx,
    { id: productImages.id, productId: productImages.productId },
    sql`FROM ${productImages} WHERE ${productImages.productId} IN ${products.map(({ id }) => id)}`,
  );
  const left = new Map(stocks.map(({ variantId, onHand, reserved }) => [variantId, onHand - reserved]));
  return new Map(
    products.map(({ id, name, listPrice, archivedAt }) => {
      const own = variants.filter(({ productId }) => productId === id);
      return [
        id,
        {
          name,
          listPrice,
          archived: archivedAt !== null,
          activeVariants: own.length,
          available: own.reduce((sum, variant) => sum + (left.get(variant.id) ?? 0), 0),
          pictures: pictures.filter(({ productId }) => productId === id).length,
        },
      ];
    }),
  );
}
