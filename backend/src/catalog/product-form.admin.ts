import { In } from 'typeorm';
import { z } from 'zod';
import type { Visit } from '../admin/visit.js';
import { notFound } from '../errors.js';
import { Product } from './product.entity.js';
import { Variant } from './variant.entity.js';
import { VariantStock } from './variant-stock.entity.js';

const won = z.number().int().min(0).max(100_000_000);

/** What the product form posts; the verb holds the rules. */
export const ProductForm = z.object({
  slug: z.string().trim().max(80),
  name: z.string().trim().max(120),
  brand: z.string().trim().max(60),
  category: z.string(),
  description: z.string().max(20_000),
  specifications: z.array(z.object({ name: z.string().trim().max(60), value: z.string().trim().max(300) })).max(60),
  options: z.array(z.object({ name: z.string().trim().max(30), values: z.array(z.string().trim().max(60)).max(50) })).max(5),
  listPrice: won,
  variants: z
    .array(
      z.object({
        id: z.number().int().optional(),
        sku: z.string().trim().max(60),
        options: z.record(z.string(), z.string()),
        surcharge: won,
        active: z.boolean(),
        onHand: z.number().int().min(0).max(1_000_000).optional(),
      }),
    )
    .max(200),
});

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
  const { slug, name, brand, category, description, specifications, options, listPrice } = product;
  return { slug, name, brand, category, description, specifications, options, listPrice, variants: await loadVariants(visit, id) };
}
export type ProductFormStart = Awaited<ReturnType<typeof loadProductForm>>;

/** What stands under a product's columns: its variants with their stock. */
export const loadProductDetail = async (visit: Visit, id: string) => ({ variants: await loadVariants(visit, Number(id)) });
export type ProductDetail = Awaited<ReturnType<typeof loadProductDetail>>;
