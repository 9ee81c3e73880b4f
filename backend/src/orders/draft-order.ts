import { In } from 'typeorm';
import { asCustomer } from '../actors.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../catalog/variant-stock.entity.js';
import type { Context } from '../context.js';
import { invalid, notFound, TooManyRequests } from '../errors.js';
import { CustomerLimit } from '../promotions/customer-limit.entity.js';
import { limitHolder } from '../promotions/limit-holder.js';
import type { Offer } from '../promotions/offer.entity.js';
import type { Promotion } from '../promotions/promotion.entity.js';
import { firstPictures } from '../promotions/promotion-view.js';
import { chargedPrice } from '../promotions/rules/price-tiers.js';
import { shownState } from '../promotions/rules/promotion-state.js';
import { offersWithinWall } from '../promotions/wall.js';
import { Order } from './order.entity.js';
import { refusals } from './refusals.js';
import { pauseLeft } from './rules/expiry-pause.js';

type Wanted = { offerId: number; variantId: number; quantity: number; unitPrice: number };

/** A line with its snapshot, as it will be stored. Won. */
export interface DraftedLine {
  offerId: number;
  productId: number;
  variantId: number;
  productSlug: string;
  productName: string;
  imageName: string | null;
  options: Record<string, string>;
  quantity: number;
  tierPrice: number;
  surcharge: number;
  unitPrice: number;
  state: 'live';
  refunded: 0;
  perCustomerLimit: number;
}

export interface Draft {
  promotion: Promotion;
  lines: DraftedLine[];
  /** Under which name the units are counted. */
  holder: string;
  /** Won. */
  total: number;
}

/**
 * Checks an order by plain reads, in the API's order of refusals, and prices it. Refusing here costs a fortieth of a
 * rollback; what changes between here and the transaction is decided there.
 */
export async function draftOrder(ctx: Context, wanted: readonly Wanted[]): Promise<Draft> {
  refuseTwice(wanted);
  const { promotion, lines, offers } = await priced(ctx, wanted);
  if (shownState(promotion, ctx.clock.now()) !== 'open') throw refusals.closed();
  if (lines.some((line, index) => line.unitPrice !== wanted[index]?.unitPrice)) throw refusals.priceChanged();
  await refusePending(ctx, promotion);
  const holder = await limitHolder(ctx);
  await refuseOverLimit(ctx, lines, holder);
  refuseOverCap(offers, lines);
  await refuseSoldOut(ctx, lines);
  return { promotion, lines, holder, total: lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0) };
}

function refuseTwice(wanted: readonly Wanted[]): void {
  const keys = new Set(wanted.map((line) => `${line.offerId}/${line.variantId}`));
  if (keys.size < wanted.length)
    throw invalid('같은 옵션이 두 번 들어 있어요. 수량으로 합쳐 주세요.', [{ path: 'lines', message: '같은 옵션은 한 줄로 합쳐 주세요.' }]);
}

async function priced(ctx: Context, wanted: readonly Wanted[]): Promise<{ promotion: Promotion; lines: DraftedLine[]; offers: Offer[] }> {
  const offers = await offersWithinWall(ctx)
    .andWhere('offer.id IN (:...ids)', { ids: wanted.map((line) => line.offerId) })
    .getMany();
  const variants = await ctx.db.manager.findBy(Variant, { id: In(wanted.map((line) => line.variantId)), active: true });
  const pictures = await firstPictures(
    ctx,
    offers.map((offer) => offer.productId),
  );
  const lines = wanted.map((line) => {
    const offer = offers.find((o) => o.id === line.offerId);
    const variant = variants.find((v) => v.id === line.variantId && v.productId === offer?.productId);
    if (!offer || !variant) throw notFound();
    return draftLine(offer, variant, line.quantity, pictures.get(offer.productId) ?? null);
  });
  const promotion = (offers[0] as Offer).promotion;
  if (offers.some((offer) => offer.promotionId !== promotion.id)) {
    throw invalid('한 번에 한 프로모션의 상품만 주문할 수 있어요. 나누어 주문해 주세요.', [
      { path: 'lines', message: '프로모션마다 따로 주문해 주세요.' },
    ]);
  }
  return { promotion, lines, offers };
}

function draftLine(offer: Offer, variant: Variant, quantity: number, imageName: string | null): DraftedLine {
  const tierPrice = chargedPrice(offer.tiers);
  return {
    offerId: offer.id,
    productId: offer.productId,
    variantId: variant.id,
    productSlug: offer.product.slug,
    productName: offer.product.name,
    imageName,
    options: variant.options,
    quantity,
    tierPrice,
    surcharge: variant.surcharge,
    unitPrice: tierPrice + variant.surcharge,
    state: 'live',
    refunded: 0,
    perCustomerLimit: offer.perCustomerLimit,
  };
}

async function refusePending(ctx: Context, promotion: Promotion): Promise<void> {
  const customerId = asCustomer(ctx).id;
  const latest = await ctx.db.manager.find(Order, {
    where: { customerId },
    select: { id: true, state: true, promotionId: true, expiredAt: true },
    order: { id: 'DESC' },
    take: 20,
  });
  if (latest.some((order) => order.state === 'pending' && order.promotionId === promotion.id)) throw refusals.pending();
  const pause = pauseLeft(latest, ctx.clock.now());
  if (pause > 0) throw new TooManyRequests(pause);
}

async function refuseOverLimit(ctx: Context, lines: readonly DraftedLine[], holder: string): Promise<void> {
  const limits = await ctx.db.manager.findBy(CustomerLimit, { holder, offerId: In(lines.map((line) => line.offerId)) });
  for (const [offerId, group] of Map.groupBy(lines, (line) => line.offerId)) {
    const held = limits.find((limit) => limit.offerId === offerId)?.held ?? 0;
    if (held + units(group) > (group[0]?.perCustomerLimit ?? 0)) throw refusals.limit();
  }
}

function refuseOverCap(offers: readonly Offer[], lines: readonly DraftedLine[]): void {
  for (const { id, counter } of offers) {
    const wanted = units(lines.filter((line) => line.offerId === id));
    if (counter.cap !== null && counter.held + wanted > counter.cap) throw refusals.cap();
  }
}

async function refuseSoldOut(ctx: Context, lines: readonly DraftedLine[]): Promise<void> {
  const stocks = await ctx.db.manager.findBy(VariantStock, { variantId: In(lines.map((line) => line.variantId)) });
  for (const line of lines) {
    const stock = stocks.find((row) => row.variantId === line.variantId);
    if (!stock || stock.onHand - stock.reserved < line.quantity) throw refusals.soldOut();
  }
}

const units = (lines: readonly DraftedLine[]) => lines.reduce((sum, line) => sum + line.quantity, 0);
