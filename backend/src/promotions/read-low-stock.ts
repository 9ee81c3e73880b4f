import { Product } from '../catalog/product.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { number, read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { Context } from '../kernel/context.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';

const variants = table(Variant);
const stock = table(VariantStock);
const products = table(Product);
const offers = table(Offer);
const promotions = table(Promotion);
const left = sql`${stock.onHand} - ${stock.reserved}`;

/** Variants on sale at `now` of which `few` units or fewer can still be ordered, the scarcest first, `most` of them. */
export const readLowStock = (ctx: Context, now: Date, { few, most }: { few: number; most: number }) =>
  read(
    ctx.db,
    { productId: variants.productId, name: products.name, options: variants.options, available: number(left) },
    sql`FROM ${variants}
      JOIN ${stock} ON ${stock.variantId} = ${variants.id}
      JOIN ${products} ON ${products.id} = ${variants.productId}
      WHERE ${variants.active} = ${true} AND ${left} <= ${few} AND ${variants.productId} IN (
        SELECT ${offers.productId} FROM ${offers} JOIN ${promotions} ON ${promotions.id} = ${offers.promotionId}
        WHERE ${promotions.state} = ${'published'} AND ${promotions.opensAt} <= ${now} AND ${promotions.closesAt} > ${now})
      ORDER BY ${left} ${limit(most)}`,
  );
