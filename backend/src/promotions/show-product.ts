import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/promotions.js';
import type { Told } from '../contract/told.js';
import { asCustomer } from '../kernel/actors.js';
import type { EncodedText } from '../kernel/encoded-text.js';
import { notFound } from '../kernel/errors.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { readLimitHolders } from '../customers/read-limit-holders.js';
import { number, read } from '../database/read.js';
import { readTogether } from '../database/read-together.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { answerForMany } from './answer-for-many.js';
import { viewOffer } from './promotion-view.js';
import { sharedReads } from './shared-reads.js';
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

/**
 * The answer with a product and the one offer that the customer's university has of it. What all its students see is read at
 * most once in `settings.countsFreshMs` on this instance, how many the customer may still order for each of them: what is a
 * second old can only be refused by the order, never sold wrongly.
 * @throws AppError 404 for one without
 */
export async function showProduct(ctx: Context, slug: string): Promise<EncodedText> {
  const { universityId } = asCustomer(ctx);
  const page = await pages(ctx, `${universityId} ${slug}`, () => readPage(ctx, slug));
  return page.answerFor(await remainingFor(ctx, page));
}

interface Page {
  offerId: number;
  perCustomerLimit: number;
  opensAt: number;
  closesAt: number;
  /** @param myRemaining units; there are as many answers as a customer may order, and one */
  answerFor: (myRemaining: number) => EncodedText;
}
const pages = sharedReads<Page>(({ opensAt, closesAt }) => [opensAt, closesAt]);

async function readPage(ctx: Context, slug: string): Promise<Page> {
  const now = ctx.clock.now();
  const offer = mostCurrent(await offersWithinWall(ctx, sql`${seen.product.slug} = ${slug}`), now);
  if (!offer) throw notFound();
  const [images, variants] = await Promise.all([readImages(ctx, offer.productId), viewVariants(ctx, offer.productId)]);
  const { universityId } = asCustomer(ctx);
  const made = new Map<number, EncodedText>();
  const make = (myRemaining: number) =>
    answerForMany('product', viewProduct(offer, { images, variants, myRemaining, now }), { universityId, now });
  return {
    offerId: offer.id,
    perCustomerLimit: offer.perCustomerLimit,
    opensAt: offer.promotion.opensAt.getTime(),
    closesAt: offer.promotion.closesAt.getTime(),
    answerFor: (myRemaining) => {
      const answer = made.get(myRemaining) ?? make(myRemaining);
      made.set(myRemaining, answer);
      return answer;
    },
  };
}

interface Beside {
  images: Awaited<ReturnType<typeof readImages>>;
  variants: Told<contract.Variant>[];
  myRemaining: number;
  now: Date;
}

function viewProduct(offer: SeenOffer, { images, variants, myRemaining, now }: Beside) {
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
      promotion: { slug: promotion.slug, title: promotion.title, state: shownState(promotion, now), closesAt: promotion.closesAt },
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

async function remainingFor(ctx: Context, { offerId, perCustomerLimit }: Page): Promise<number> {
  const names = await readLimitHolders(ctx);
  const held = await Promise.all(names.map((holder) => heldTogether(ctx.db, heldKey(offerId, holder))));
  return held.reduce<number>((left, units) => Math.max(0, left - (units ?? 0)), perCustomerLimit);
}

const heldKey = (offerId: number, holder: string) => `${offerId} ${holder}`;
const HELD = { offerId: limit.offerId, holder: limit.holder, held: limit.held };

// By both lists: a few rows of others who ask at the same moment are read too, each by its key.
const heldTogether = readTogether(async (db, keys: readonly string[]) => {
  const wanted = keys.map((key) => key.split(' ') as [string, string]);
  const [offers, holders] = [wanted.map(([offerId]) => Number(offerId)), wanted.map(([, holder]) => holder)];
  const rows = await read(db, HELD, sql`FROM ${limit} WHERE ${limit.offerId} IN ${offers} AND ${limit.holder} IN ${holders}`);
  return rows.map(({ offerId, holder, held }) => [heldKey(offerId, holder), held] as const);
});
