import { stateByNow, timesOf } from './order-times.js';
import { parcel } from './parcel.js';
import { buyers } from './people.js';
import { products } from './products.js';
import { promotions } from './promotions.js';
import { type ToldOrder, toldOrders } from './told-orders.js';
import type { SeedCustomer, SeedOffer, SeedOrder, SeedPromotion } from './types.js';

/** As the console offers them. */
/** Units a buyer takes, in turn. */
const QUANTITIES = [1, 1, 2, 1, 1];

/**
 * Every order of the seed, by the hour it was placed. Those told by hand come first; buyers then fill each offer up to
 * its `sold`, within their university, their limit and the stock. The same on every run.
 */
export function planOrders(): SeedOrder[] {
  const told = toldOrders.map(fromTold);
  const filled = promotions.flatMap((promotion) => fillPromotion(promotion, told));
  return [...told, ...filled].toSorted((a, b) => a.times.placed - b.times.placed).map(addShipment);
}

/** Whether a line was paid for and not given up before its promotion ended: what `sold` counts. */
export const countsAsSold = (order: SeedOrder): boolean =>
  order.times.paid !== undefined && order.cancelledBy !== 'customer' && order.cancelledBy !== 'staff';

function fromTold({ lines, placed, lag = 0, promotion, state, ...rest }: ToldOrder): SeedOrder {
  return {
    ...rest,
    promotion,
    state,
    lines: lines.map(([product, variant, quantity]) => ({ product, sku: skuOf(product, variant), quantity })),
    times: timesOf(promotionOf(promotion), state, placed, lag),
  };
}

function fillPromotion(promotion: SeedPromotion, told: readonly SeedOrder[]): SeedOrder[] {
  const mine = told.filter((order) => order.promotion === promotion.slug);
  return promotion.offers.flatMap((offer, index) => fillOffer(promotion, offer, index, mine));
}

/** Orders of single buyers, spread evenly over the time in which the promotion has been open. */
function fillOffer(promotion: SeedPromotion, offer: SeedOffer, index: number, told: readonly SeedOrder[]): SeedOrder[] {
  const purchases = share(offer, offer.sold - soldOf(offer, told), turned(eligible(promotion, told), index * 7 + offer.product.length));
  const from = promotion.opensInHours + 1 + index * 0.4;
  const until = Math.min(promotion.cancelled?.inHours ?? promotion.closesInHours, 0) - 1.5;
  return purchases.map(({ customer, quantity }, turn) => {
    const placed = Math.round((from + ((until - from) * (turn + 0.5)) / purchases.length) * 100) / 100;
    return filled(promotion, offer, { customer, quantity, turn, placed });
  });
}

function filled(
  promotion: SeedPromotion,
  offer: SeedOffer,
  purchase: { customer: SeedCustomer; quantity: number; turn: number; placed: number },
): SeedOrder {
  const { customer, quantity, turn, placed } = purchase;
  const lag = (turn % 4) * 14;
  const lost = endsWithout(promotion, offer);
  const state = lost ? 'cancelled' : stateByNow(promotion, placed, lag);
  return {
    customer: customer.email,
    promotion: promotion.slug,
    lines: [{ product: offer.product, sku: skuOf(offer.product, turn), quantity }],
    state,
    times: timesOf(promotion, state, placed, lag),
    ...(lost && { cancelledBy: lost }),
  };
}

/** Why nothing of this offer is delivered, if so. */
function endsWithout(promotion: SeedPromotion, offer: SeedOffer): 'promotion' | 'goal' | null {
  if (promotion.state === 'cancelled') return 'promotion';
  const ended = promotion.state === 'settled' || promotion.state === 'failed';
  return ended && offer.goalQuantity !== null && offer.sold < offer.goalQuantity ? 'goal' : null;
}

/** Gives each buyer in turn one or two units, going round again while some are left and limits allow. */
function share(offer: SeedOffer, units: number, among: readonly SeedCustomer[]): { customer: SeedCustomer; quantity: number }[] {
  const purchases: { customer: SeedCustomer; quantity: number }[] = [];
  const held = new Map<string, number>();
  for (let left = units, turn = 0; left > 0; turn++) {
    const customer = among[turn % among.length];
    if (!customer || turn > 200) throw new Error(`Too few buyers for ${offer.product}.`);
    const before = held.get(customer.email) ?? 0;
    const quantity = Math.min(QUANTITIES[turn % QUANTITIES.length] ?? 1, left, offer.perCustomerLimit - before);
    if (quantity < 1) continue;
    held.set(customer.email, before + quantity);
    purchases.push({ customer, quantity });
    left -= quantity;
  }
  return purchases;
}

/** Buyers whom it reaches and who have no order of it yet: no limit and no pending order can stand in the way. */
function eligible(promotion: SeedPromotion, told: readonly SeedOrder[]): SeedCustomer[] {
  const busy = new Set(told.map((order) => order.customer));
  return buyers.filter(({ email, university }) => reaches(promotion, university) && !busy.has(email));
}

export const reaches = (promotion: SeedPromotion, university: string): boolean =>
  promotion.universities === 'all' || promotion.universities.includes(university);

function soldOf(offer: SeedOffer, orders: readonly SeedOrder[]): number {
  const lines = orders.filter(countsAsSold).flatMap((order) => order.lines);
  return lines.filter((line) => line.product === offer.product).reduce((sum, line) => sum + line.quantity, 0);
}

function addShipment(order: SeedOrder, index: number): SeedOrder {
  if (order.times.shipped === undefined) return order;
  return { ...order, shipment: parcel(index, 90_000_000_000 + index * 7_919) };
}

/** The sku of a variant that is in stock, counted round. */
function skuOf(slug: string, index: number): string {
  const inStock = products.find((product) => product.slug === slug)?.variants.filter(({ onHand }) => onHand > 0) ?? [];
  const variant = inStock[index % inStock.length];
  if (!variant) throw new Error(`Nothing of ${slug} is in stock.`);
  return variant.sku;
}

function promotionOf(slug: string): SeedPromotion {
  const found = promotions.find((promotion) => promotion.slug === slug);
  if (!found) throw new Error(`No promotion ${slug}.`);
  return found;
}

const turned = <T>(list: readonly T[], by: number): T[] => list.map((_, index) => list[(index + by) % list.length] as T);
