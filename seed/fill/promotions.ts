import { Product } from '../../backend/src/catalog/product.entity.js';
import { University } from '../../backend/src/catalog/university.entity.js';
import { Variant } from '../../backend/src/catalog/variant.entity.js';
import type { Actor } from '../../backend/src/kernel/context.js';
import { Offer } from '../../backend/src/promotions/offer.entity.js';
import { savePromotion } from '../../backend/src/promotions/save-promotion.js';
import { promotions } from '../data/promotions.js';
import type { SeedPromotion } from '../data/types.js';
import type { Stage } from '../stage.js';

/** Ids of what orders are made of. */
export interface Catalogue {
  promotions: Map<string, number>;
  /** By `promotion/product`, both slugs. */
  offers: Map<string, Offer>;
  /** By sku. */
  variants: Map<string, Variant>;
}

/** Every promotion as a draft, written a day before it is published. */
export async function fillPromotions(stage: Stage, manager: Actor): Promise<Catalogue> {
  const universities = new Map((await stage.db.manager.find(University)).map(({ id, slug }) => [slug, id]));
  const products = new Map((await stage.db.manager.find(Product)).map(({ id, slug }) => [slug, id]));
  const catalogue: Catalogue = { promotions: new Map(), offers: new Map(), variants: new Map() };
  for (const promotion of promotions) {
    const { slug, kind, title, summary, opensInHours, closesInHours, universities: reached } = promotion;
    const saved = await savePromotion(stage.at(publishedInHours(promotion) - 20, manager), {
      slug,
      kind,
      title,
      summary,
      opensAt: onTheHour(stage.at(opensInHours).clock.now(), opensInHours),
      closesAt: onTheHour(stage.at(closesInHours).clock.now(), closesInHours),
      reachesAll: reached === 'all',
      universityIds: reached === 'all' ? [] : reached.map((university) => universities.get(university) as number),
      offers: promotion.offers.map(({ product, tiers, goalQuantity, capQuantity, perCustomerLimit }) => ({
        productId: products.get(product) as number,
        tiers,
        goalQuantity,
        capQuantity,
        perCustomerLimit,
      })),
    });
    catalogue.promotions.set(slug, saved.id);
  }
  const offers = await stage.db.manager.find(Offer, { relations: { promotion: true, product: true } });
  for (const offer of offers) catalogue.offers.set(`${offer.promotion.slug}/${offer.product.slug}`, offer);
  for (const variant of await stage.db.manager.find(Variant)) catalogue.variants.set(variant.sku, variant);
  return catalogue;
}

/** Some hours before it opens; those that are still to open have been published already. */
export const publishedInHours = ({ opensInHours }: SeedPromotion): number => Math.min(opensInHours - 6, -3);

/** What is still to come happens on the full hour, as people set it; what is past keeps its place among the orders of its time. */
function onTheHour(at: Date, inHours: number): Date {
  return inHours <= 0 ? at : new Date(Math.ceil(at.getTime() / HOUR_MS) * HOUR_MS);
}
const HOUR_MS = 3_600_000;
