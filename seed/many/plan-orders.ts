import type { Market } from './market.js';
import type { Part } from './parts.js';
import type { Random } from './random.js';
import type { Stall, StallOffer } from './stall.js';

export interface Buyer {
  id: number;
  universityId: number;
  /** As in CustomerLimit. */
  holder: string;
  name: string;
  phone: string;
  address1: string;
}

/** Epoch milliseconds; a step that is missing was not taken. */
export interface Moments {
  placed: number;
  paid?: number;
  expired?: number;
  cancelled?: number;
  released?: number;
  preparing?: number;
  shipped?: number;
  delivered?: number;
  completed?: number;
}

export interface PlannedLine {
  offer: StallOffer;
  variant: StallOffer['variants'][number];
  quantity: number;
}

export interface PlannedOrder {
  stall: Stall;
  buyer: Buyer;
  lines: PlannedLine[];
  moments: Moments;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Of a hundred orders: how many run out, or are called off. */
const EXPIRED = 0.01;
const CANCELLED = 0.06;
const TWO_LINES = 0.15;

/** A part's orders, oldest first, none above anybody's limit. @throws Error where there are too few customers for them */
export function planOrders({ past, open, count, openShare }: Part, market: Pick<Market, 'buyers' | 'random' | 'now'>): PlannedOrder[] {
  const { random } = market;
  const orders = Array.from({ length: count }, () => {
    const stall = random.next() < openShare ? random.pick(open) : random.pick(past);
    return planOrder(stall, market) ?? planOrder(random.pick(past), market);
  });
  const planned = orders.filter((order) => order !== null);
  if (planned.length < count) throw new Error(`Too few customers for ${count} orders of a promotion: give more of them, --customers.`);
  return planned.toSorted((a, b) => a.moments.placed - b.moments.placed);
}

function planOrder(stall: Stall, { buyers, random, now }: { buyers: Buyer[]; random: Random; now: number }): PlannedOrder | null {
  const offers = stall.offers.length > 1 && random.next() < TWO_LINES ? stall.offers.slice(0, 2) : [random.pick(stall.offers)];
  const buyer = findBuyer(stall, offers, { buyers, random });
  if (!buyer) return null;
  const moments = liveOn(stall, random, now);
  const lines = offers.map((offer) => ({ offer, variant: random.pick(offer.variants), quantity: quantityFor(offer, buyer, random) }));
  if (counts(moments)) for (const { offer, quantity } of lines) offer.held.set(buyer.holder, held(offer, buyer) + quantity);
  return { stall, buyer, lines, moments };
}

/** Whether its units are held and sold in the end. */
export const counts = ({ paid, cancelled }: Moments): boolean => paid !== undefined && cancelled === undefined;

const held = (offer: StallOffer, { holder }: Buyer): number => offer.held.get(holder) ?? 0;

const quantityFor = (offer: StallOffer, buyer: Buyer, random: Random): number =>
  Math.min(random.next() < 0.8 ? 1 : 2, offer.perCustomerLimit - held(offer, buyer));

/** Someone whom it reaches and who may still buy of each offer, from a place in the list that chance gives. */
function findBuyer(stall: Stall, offers: StallOffer[], { buyers, random }: { buyers: Buyer[]; random: Random }): Buyer | null {
  const from = random.int(buyers.length);
  for (let step = 0; step < buyers.length; step++) {
    const buyer = buyers[(from + step) % buyers.length] as Buyer;
    const reached = stall.reach === null || stall.reach.has(buyer.universityId);
    if (reached && offers.every((offer) => held(offer, buyer) < offer.perCustomerLimit)) return buyer;
  }
  return null;
}

function liveOn(stall: Stall, random: Random, now: number): Moments {
  const end = Math.min(stall.closesAt, now) - HOUR_MS;
  const placed = Math.floor(stall.opensAt + random.next() * (end - stall.opensAt));
  const fate = random.next();
  if (fate < EXPIRED) return { placed, expired: placed + 15 * MINUTE_MS };
  const paid = placed + 3 * MINUTE_MS;
  if (fate < EXPIRED + CANCELLED) return { placed, paid, cancelled: paid + Math.floor(random.next() * (end + HOUR_MS / 2 - paid)) };
  const released = stall.kind === 'sale' ? paid : stall.settledAt;
  return released === null ? { placed, paid } : { placed, paid, released, ...onItsWay(released, random, now) };
}

function onItsWay(released: number, random: Random, now: number): Pick<Moments, 'preparing' | 'shipped' | 'delivered' | 'completed'> {
  const preparing = released + Math.floor((6 + 42 * random.next()) * HOUR_MS);
  const shipped = preparing + 9 * HOUR_MS;
  const delivered = shipped + Math.floor((20 + 30 * random.next()) * HOUR_MS);
  const steps = { preparing, shipped, delivered, completed: delivered + 7 * 24 * HOUR_MS };
  return Object.fromEntries(Object.entries(steps).filter(([, at]) => at <= now));
}
