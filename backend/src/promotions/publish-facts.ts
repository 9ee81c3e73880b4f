import { type EntityManager, In } from 'typeorm';
import type { Product } from '../catalog/product.entity.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { ProductFacts } from './rules/publish-findings.js';

/** What the catalogue says about products that shall be offered, in three queries. */
export async function productFacts(tx: EntityManager, products: readonly Product[]): Promise<Map<number, ProductFacts>> {
  const where = { productId: In(products.map(({ id }) => id)) };
  const variants = await tx.findBy(Variant, { ...where, active: true });
  const stocks = await tx.findBy(VariantStock, { variantId: In(variants.map(({ id }) => id)) });
  const pictures = await tx.find(ProductImage, { where, select: { id: true, productId: true } });
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
