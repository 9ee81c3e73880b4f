import { In } from 'typeorm';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { limitHolder } from '../promotions/limit-holder.js';
import { CustomerLimit } from '../promotions/customer-limit.entity.js';
import type { Offer } from '../promotions/offer.entity.js';
import { type OfferView, viewOffer } from '../promotions/promotion-view.js';
import { type ShownPromotionState, shownState } from '../promotions/rules/promotion-state.js';
import { offersWithinWall } from '../promotions/wall.js';
import { ProductImage } from './product-image.entity.js';
import { imageUrl } from './rules/image-url.js';
import { Variant } from './variant.entity.js';
import { VariantStock } from './variant-stock.entity.js';

export interface ProductView {
  slug: string;
  name: string;
  brand: string;
  description: string;
  images: { url: string; width: number; height: number; alt: string }[];
  specifications: { name: string; value: string }[];
  variants: { id: number; options: Record<string, string>; surcharge: number; available: number }[];
  offer: OfferView & {
    promotion: { slug: string; title: string; state: ShownPromotionState; closesAt: Date };
    myRemaining: number;
  };
}

/** A product with the one offer that the customer's university has of it. @throws AppError 404 for one without */
export async function showProduct(ctx: Context, slug: string): Promise<ProductView> {
  const offers = await offersWithinWall(ctx).andWhere('product.slug = :slug', { slug }).getMany();
  const offer = mostCurrent(offers, ctx.clock.now());
  if (!offer) throw notFound();
  const [images, variants, myRemaining] = await Promise.all([
    ctx.db.manager.find(ProductImage, { where: { productId: offer.productId }, order: { position: 'ASC', id: 'ASC' } }),
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
      ...viewOffer(offer, images[0]?.name ?? null),
      promotion: {
        slug: promotion.slug,
        title: promotion.title,
        state: shownState(promotion, ctx.clock.now()),
        closesAt: promotion.closesAt,
      },
      myRemaining,
    },
  };
}

const RANK = { open: 0, scheduled: 1, closed: 2, settled: 3, failed: 3 } as const;

// At most one is live (publishing sees to it); past ones of the same product stay reachable when none is.
function mostCurrent(offers: Offer[], now: Date): Offer | undefined {
  const rank = (offer: Offer) => RANK[shownState(offer.promotion, now)];
  return offers.toSorted((a, b) => rank(a) - rank(b) || b.promotion.closesAt.getTime() - a.promotion.closesAt.getTime())[0];
}

async function viewVariants(ctx: Context, productId: number): Promise<ProductView['variants']> {
  const variants = await ctx.db.manager.find(Variant, { where: { productId, active: true }, order: { position: 'ASC', id: 'ASC' } });
  const stocks = await ctx.db.manager.findBy(VariantStock, { variantId: In(variants.map((variant) => variant.id)) });
  const available = new Map(stocks.map((stock) => [stock.variantId, stock.onHand - stock.reserved]));
  return variants.map(({ id, options, surcharge }) => ({ id, options, surcharge, available: available.get(id) ?? 0 }));
}

async function remainingFor(ctx: Context, offer: Offer): Promise<number> {
  const holder = await limitHolder(ctx);
  const limit = await ctx.db.manager.findOneBy(CustomerLimit, { offerId: offer.id, holder });
  return Math.max(0, offer.perCustomerLimit - (limit?.held ?? 0));
}
