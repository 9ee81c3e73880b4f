import { In } from 'typeorm';
import { z } from 'zod';
import type { Visit } from '../kit/visit.js';
import { emptyLine, emptyLines } from '../../contract/common.js';
import { notFound } from '../../kernel/errors.js';
import { lastChange } from '../../staff/last-change.js';
import { Product } from '../../catalog/product.entity.js';
import { ProductImage } from '../../catalog/product-image.entity.js';
import { imageUrl } from '../../catalog/rules/image-url.js';
import { Variant } from '../../catalog/variant.entity.js';
import { VariantStock } from '../../holds/variant-stock.entity.js';

const UPLOAD = /^[0-9a-f]{32}$/;
const won = z.number().int().min(0).max(100_000_000);

/** What the product form posts; the verb holds the rules. */
export const ProductForm = z.object({
  slug: emptyLine(80),
  name: emptyLine(120),
  brand: emptyLine(60),
  category: z.string(),
  description: emptyLines(20_000),
  specifications: z.array(z.object({ name: emptyLine(60), value: emptyLine(300) })).max(60),
  options: z.array(z.object({ name: emptyLine(30), values: z.array(emptyLine(60)).max(50) })).max(5),
  listPrice: won,
  variants: z
    .array(
      z.object({
        id: z.number().int().optional(),
        sku: emptyLine(60),
        options: z.record(emptyLine(30), emptyLine(60)),
        surcharge: won,
        active: z.boolean(),
        onHand: z.number().int().min(0).max(1_000_000).optional(),
      }),
    )
    .max(200),
  images: z
    .array(
      z.object({
        id: z.number().int().optional(),
        upload: z.string().regex(UPLOAD).optional(),
        alt: emptyLine(200),
      }),
    )
    .max(50)
    .optional(),
});

export const FinishUpload = z.object({ upload: z.string().regex(UPLOAD) });

async function loadImages({ ctx }: Visit, productId: number) {
  const images = await ctx.db.manager.find(ProductImage, { where: { productId }, order: { position: 'ASC', id: 'ASC' } });
  return images.map(({ id, name, alt, width, height }) => ({ id, url: imageUrl(name) ?? '', alt, width, height }));
}

async function loadVariants({ ctx }: Visit, productId: number) {
  const variants = await ctx.db.manager.find(Variant, { where: { productId }, order: { position: 'ASC', id: 'ASC' } });
  const stock = await ctx.db.manager.findBy(VariantStock, { variantId: In(variants.map(({ id }) => id)) });
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
export async function loadProductForm(visit: Visit, id: number) {
  const product = await visit.ctx.db.manager.findOneBy(Product, { id });
  if (!product) throw notFound();
  const { version, slug, name, brand, category, description, specifications, options, listPrice } = product;
  const [variants, images] = [await loadVariants(visit, id), await loadImages(visit, id)];
  const saved = await lastChange(visit.ctx.db.manager, 'products', id, ['saveProduct']);
  return { version, saved, slug, name, brand, category, description, specifications, options, listPrice, variants, images };
}
export type ProductFormStart = Awaited<ReturnType<typeof loadProductForm>>;

/** What stands under a product's columns: its pictures, and its variants with their stock. */
export const loadProductDetail = async (visit: Visit, id: string) => ({
  images: await loadImages(visit, Number(id)),
  variants: await loadVariants(visit, Number(id)),
});
export type ProductDetail = Awaited<ReturnType<typeof loadProductDetail>>;
