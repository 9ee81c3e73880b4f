import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/promotions.js';
import type { Told } from '../contract/told.js';
import { notFound } from '../kernel/errors.js';
import { limitHolder } from '../holds/limit-holder.js';
import { viewOffer } from './promotion-view.js';
import { shownState } from './rules/promotion-state.js';
import { offersWithinWall, type SeenOffer } from './wall.js';
import { imageUrl } from '../catalog/rules/image-url.js';

/** A product with the one offer that the customer's university has of it. @throws AppError 404 for one without */
export async function showProduct(ctx: Context, slug: string) {
  const offers = await offersWithinWall(ctx, 'product.slug = ?', [slug]);
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
  ctx.db.query<{ name: string; width: number; height: number; alt: string }[]>(
    'SELECT name, width, height, alt FROM product_images WHERE product_id = ? ORDER BY position, id',
    [productId],
  );

async function viewVariants(ctx: Context, productId: number) {
  const variants = await ctx.db.query<{ id: number; options: string; surcharge: number; on_hand: number; reserved: number }[]>(
    `SELECT v.id, v.options, v.surcharge, s.on_hand, s.reserved
      FROM variants v JOIN variant_stock s ON s.variant_id = v.id
      WHERE v.product_id = ? AND v.active = 1 ORDER BY v.position, v.id`,
    [productId],
  );
  return variants.map(
    ({ id, options, surcharge, on_hand: onHand, reserved }) =>
      ({
        id,
        options: JSON.parse(options) as Record<string, string>,
        surcharge,
        available: onHand - reserved,
      }) satisfies Told<contract.Variant>,
  );
}

async function remainingFor(ctx: Context, offer: SeenOffer): Promise<number> {
  const sql = 'SELECT held FROM customer_limits WHERE offer_id = ? AND holder = ?';
  const [limit] = await ctx.db.query<{ held: number }[]>(sql, [offer.id, await limitHolder(ctx)]);
  return Math.max(0, offer.perCustomerLimit - (limit?.held ?? 0));
}
