import type { Context } from '../kernel/context.js';
import { invalid, notFound, TooManyRequests } from '../kernel/errors.js';
import { chargedOf, unitPriceOf } from '../ledger/rules/line-money.js';
import { chargedPrice } from '../promotions/rules/price-tiers.js';
import { shownState } from '../promotions/rules/promotion-state.js';
import type { Buyer } from './read-buyer.js';
import { readWanted, type WantedRow } from './read-wanted.js';
import { refusals } from './refusals.js';
import { holdMinutesOf, UNPAID_PER_PHONE } from './rules/hold-bounds.js';
import { pauseLeft } from './rules/expiry-pause.js';
import { say } from '../words/say.js';

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
  promotion: WantedRow['promotion'];
  lines: DraftedLine[];
  /** Under which name the units are counted. */
  holder: string;
  /** Digits; by it the units are counted. */
  verifiedPhone: string;
  /** Won. */
  total: number;
  /** For how many minutes it holds what it holds. */
  holdMinutes: number;
}

/**
 * Checks an order by plain reads, in the API's order of refusals, and prices it. Refusing here costs a fortieth of a
 * rollback; what changes between here and the transaction is decided there.
 */
export async function draftOrder(ctx: Context, buyer: Buyer, wanted: readonly Wanted[]): Promise<Draft> {
  refuseTwice(wanted);
  const found = await readWanted(ctx, buyer.holder, wanted);
  const rows = wanted.map((line) => found.find((row) => row.offerId === line.offerId && row.variantId === line.variantId) ?? missing());
  const promotion = theOnePromotion(rows);
  const lines = rows.map((row, index) => draftLine(row, wanted[index]?.quantity ?? 0));
  if (shownState(promotion, ctx.clock.now()) !== 'open') throw refusals.closed();
  if (lines.some((line, index) => line.unitPrice !== wanted[index]?.unitPrice)) throw refusals.priceChanged();
  if (buyer.verifiedPhone === null) throw refusals.phoneNeeded();
  refusePending(ctx, buyer, promotion.id);
  refuseOverLimitAndCap(rows, lines);
  const short = rows.find((row, index) => row.available < (lines[index]?.quantity ?? 0));
  if (short) throw refusals.soldOut({ name: short.productName, left: short.available });
  const total = lines.reduce((sum, line) => sum + chargedOf(line), 0);
  const holdMinutes = holdMinutesOf(ctx.settings.holdMinutes, demandsOf(rows, lines));
  return { promotion, lines, holder: buyer.holder, verifiedPhone: buyer.verifiedPhone, total, holdMinutes };
}

function refuseTwice(wanted: readonly Wanted[]): void {
  const keys = new Set(wanted.map((line) => `${line.offerId}/${line.variantId}`));
  if (keys.size < wanted.length) throw invalid(say('order.line_twice_all'), [{ path: 'lines', message: say('order.line_twice') }]);
}

function missing(): never {
  throw notFound();
}

function theOnePromotion(rows: readonly WantedRow[]): WantedRow['promotion'] {
  const { promotion } = rows[0] ?? missing();
  if (rows.every((row) => row.promotion.id === promotion.id)) return promotion;
  throw invalid(say('order.one_promotion_all'), [{ path: 'lines', message: say('order.one_promotion') }]);
}

function draftLine(row: WantedRow, quantity: number): DraftedLine {
  const { offerId, productId, variantId, productSlug, productName, imageName, options, surcharge, perCustomerLimit } = row;
  const tierPrice = chargedPrice(row.tiers);
  const snapshot = { offerId, productId, variantId, productSlug, productName, imageName, options, perCustomerLimit };
  return { ...snapshot, quantity, tierPrice, surcharge, unitPrice: unitPriceOf({ tierPrice, surcharge }), state: 'live', refunded: 0 };
}

function refusePending(ctx: Context, { latest }: Buyer, promotionId: number): void {
  if (latest.some((order) => order.state === 'pending' && order.promotionId === promotionId)) throw refusals.pending();
  const pause = pauseLeft(latest, ctx.clock.now());
  if (pause > 0) throw new TooManyRequests(pause);
  if (latest.filter((order) => order.state === 'pending').length >= UNPAID_PER_PHONE) throw refusals.holdsMany('phone');
}

function demandsOf(rows: readonly WantedRow[], lines: readonly DraftedLine[]) {
  return rows.map(({ offerId, held, sold, cap, available }, index) => {
    const ofOffer = lines.filter((line) => line.offerId === offerId).reduce((sum, { quantity }) => sum + quantity, 0);
    const ofVariant = available - (lines[index]?.quantity ?? 0);
    return { unpaid: held - sold + ofOffer, left: cap === null ? ofVariant : Math.min(ofVariant, cap - held - ofOffer) };
  });
}

function refuseOverLimitAndCap(rows: readonly WantedRow[], lines: readonly DraftedLine[]): void {
  const perOffer = [...new Map(rows.map((row) => [row.offerId, row])).values()].map((row) => {
    const ofOffer = lines.filter((line) => line.offerId === row.offerId);
    return { ...row, wanted: ofOffer.reduce((sum, line) => sum + line.quantity, 0) };
  });
  const over = perOffer.find((offer) => offer.heldByBuyer + offer.wanted > offer.perCustomerLimit);
  if (over) throw refusals.limit({ name: over.productName, limit: over.perCustomerLimit, held: over.heldByBuyer });
  const short = perOffer.find((offer) => offer.cap !== null && offer.held + offer.wanted > offer.cap);
  if (short) throw refusals.cap({ name: short.productName, left: (short.cap ?? 0) - short.held });
}
