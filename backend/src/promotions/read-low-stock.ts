import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { Context } from '../kernel/context.js';
import { Offer } from './offer.entity.js';

/** Variants on sale at `now` of which `few` units or fewer can still be ordered, the scarcest first, `most` of them. */
export async function readLowStock(ctx: Context, now: Date, { few, most }: { few: number; most: number }) {
  const rows = await ctx.db.manager
    .createQueryBuilder(Variant, 'v')
    .innerJoin(VariantStock, 's', 's.variantId = v.id')
    .innerJoin('v.product', 'p')
    .select(['v.productId AS productId', 'p.name AS name', 'v.options AS options', 's.onHand - s.reserved AS available'])
    .where('v.active = :yes AND s.onHand - s.reserved <= :few', { yes: true, few })
    .andWhere((query) => {
      const open = query.subQuery().select('o.productId').from(Offer, 'o').innerJoin('o.promotion', 'pr');
      return `v.productId IN ${open.where("pr.state = 'published' AND pr.opensAt <= :now AND pr.closesAt > :now").getQuery()}`;
    })
    .setParameter('now', now)
    .orderBy('s.onHand - s.reserved', 'ASC')
    .limit(most)
    .getRawMany<{ productId: number; name: string; options: string; available: unknown }>();
  return rows.map(({ productId, name, options, available }) => ({
    productId,
    name,
    options: JSON.parse(options) as Record<string, string>,
    available: Number(available),
  }));
}
