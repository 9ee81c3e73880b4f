import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/promotions.js';
import type { Told } from '../contract/told.js';
import { notFound } from '../kernel/errors.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { readLimitHolder } from '../customers/read-limit-holder.js';
import { number, read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { viewOffer } from './promotion-view.js';
import { shownState } from './rules/promotion-state.js';
import { offersWithinWall, seen, type SeenOffer } from './wall.js';
import { imageUrl } from '../catalog/rules/image-url.js';

const image = table(ProductImage, 'image');
const variant = table(Variant, 'variant');
const stock = table(VariantStock, 'stock');
const limit = table(CustomerLimit, 'mine');

const IMAGE = { name: image.name, width: image.width, height: image.height, alt: image.alt };
const VARIANT = {
  id: variant.id,
  options: variant.options,
  surcharge: variant.surcharge,
  available: number(sql`${stock.onHand} - ${stock.reserved}`),
};

/** A product with the one offer that the customer's university has of it. @throws AppError 404 for one without */
export async function showProduct(ctx: Context, slug: string) {
  const offers = await offersWithinWall(ctx, sql`${seen.product.slug} = ${slug}`);
  const offer = mostCurrent(offers, ctx.clock.now());
  if (!offer) throw notFound();
  const [images, variants, myRemaining] = await Promise.all([
    readImages(ctx, offer.productId),
    viewVariants(ctx, offer.productId),
    remainingFor(ctx, offer),
  ]);
  const { product, promotion } = offer;
  return {
    slug: product.slug,
    name: product.name,
    brand: product.brand,
    description: product.description,
    images: images.map(({ name, width, height, alt }) => ({ url: imageUrl(name) as string, width, height, alt })),
    specifications: product.specifications,
    variants,
    offer: {
      ...viewOffer(offer),
      promotion: {
        slug: promotion.slug,
        title: promotion.title,
        state: shownState(promotion, ctx.clock.now()),
        closesAt: promotion.closesAt,
      },
      myRemaining,
    },
  } satisfies Told<contract.Product>;
}

const RANK = { open: 0, scheduled: 1, closed: 2, settled: 3, failed: 3 } as const;

// At most one is live (publishing sees to it); past ones of the same product stay reachable when none is.
function mostCurrent(offers: readonly SeenOffer[], now: Date): SeenOffer | undefined {
  const rank = (offer: SeenOffer) => RANK[shownState(offer.promotion, now)];
  return offers.toSorted((a, b) => rank(a) - rank(b) || b.promotion.closesAt.getTime() - a.promotion.closesAt.getTime())[0];
}

const readImages = (ctx: Context, productId: number) =>
  read(ctx.db, IMAGE, sql`FROM ${image} WHERE ${image.productId} = ${productId} ORDER BY ${image.position}, ${image.id}`);

const viewVariants = (ctx: Context, productId: number): Promise<Told<contract.Variant>[]> =>
  read(
    ctx.db,
    VARIANT,
    sql`FROM ${variant} JOIN ${stock} ON ${stock.variantId} = ${variant.id}
      WHERE ${variant.productId} = ${productId} AND ${variant.active} = ${true} ORDER BY ${variant.position}, ${variant.id}`,
  );

async function remainingFor(ctx: Context, offer: SeenOffer): Promise<number> {
  const holder = await readLimitHolder(ctx);
  const own = sql`FROM ${limit} WHERE ${limit.offerId} = ${offer.id} AND ${limit.holder} = ${holder}`;
  const [mine] = await read(ctx.db, { held: limit.held }, own);
  return Math.max(0, offer.perCustomerLimit - (mine?.held ?? 0));
}
