import { priceAt } from '../../backend/src/promotions/rules/price-tiers.js';
import { insertRows, type Tx } from './insert-rows.js';
import { counts, type PlannedLine, type PlannedOrder } from './plan-orders.js';
import type { Stall, StallOffer } from './stall.js';

/** Units of each offer and variant that the plan comes to. */
export interface Totals {
  /** Held and sold, by offer. */
  sold: Map<number, number>;
  /** By variant: all that left or will leave the warehouse, and what of it is still there. */
  wanted: Map<number, number>;
  reserved: Map<number, number>;
}

export function addUp(orders: readonly PlannedOrder[]): Totals {
  const totals: Totals = { sold: new Map(), wanted: new Map(), reserved: new Map() };
  for (const { lines, moments } of orders) {
    if (!counts(moments)) continue;
    for (const line of lines) addLine(totals, line, moments.shipped === undefined);
  }
  return totals;
}

function addLine({ sold, wanted, reserved }: Totals, { offer, variant, quantity }: PlannedLine, waits: boolean): void {
  raise(sold, offer.id, quantity);
  raise(wanted, variant.id, quantity);
  if (waits) raise(reserved, variant.id, quantity);
}

const raise = (map: Map<number, number>, key: number, by: number) => map.set(key, (map.get(key) ?? 0) + by);

/** What everyone paid for a settled offer in the end. */
export const finalPriceOf = ({ id, tiers }: StallOffer, { sold }: Totals): number => priceAt(tiers, sold.get(id) ?? 0);

/** Promotions of the past with their offers, settled. */
export async function insertStalls(tx: Tx, stalls: readonly Stall[], totals: Totals): Promise<void> {
  await insertRows(tx, 'promotions', stalls.map(promotionRow));
  await insertRows(
    tx,
    'offers',
    stalls.flatMap(({ promotionId, offers }) =>
      offers.map((offer, position) => ({
        id: offer.id,
        promotion_id: promotionId,
        product_id: offer.product.id,
        position,
        tiers: JSON.stringify(offer.tiers),
        per_customer_limit: offer.perCustomerLimit,
        final_quantity: totals.sold.get(offer.id) ?? 0,
        final_price: finalPriceOf(offer, totals),
        outcome: 'reached',
      })),
    ),
  );
  await insertRows(
    tx,
    'offer_counters',
    stalls.flatMap(({ closesAt, offers }) =>
      offers.map(({ id }) => ({
        offer_id: id,
        state: 'closed',
        closes_at: new Date(closesAt),
        held: totals.sold.get(id) ?? 0,
        sold: totals.sold.get(id) ?? 0,
      })),
    ),
  );
}

const promotionRow = ({ promotionId, kind, title, opensAt, closesAt, settledAt }: Stall) => ({
  id: promotionId,
  slug: `past-${promotionId}`,
  kind,
  title,
  summary: '지난 판매예요.',
  state: 'settled',
  reaches_all: true,
  opens_at: new Date(opensAt),
  closes_at: new Date(closesAt),
  published_at: new Date(opensAt),
  settled_at: settledAt === null ? null : new Date(settledAt),
  created_at: new Date(opensAt),
});

/** Who holds how much of the offers that were ordered; `before` is what stood there already, by offer and holder. */
export async function writeLimits(
  tx: Tx,
  offers: readonly StallOffer[],
  before: ReadonlyMap<number, ReadonlyMap<string, number>>,
): Promise<void> {
  const fresh: { offer_id: number; holder: string; held: number }[] = [];
  for (const { id, held } of offers) {
    for (const [holder, units] of held) {
      const known = before.get(id)?.get(holder);
      if (known === undefined) fresh.push({ offer_id: id, holder, held: units });
      else if (known !== units) {
        await tx.query('UPDATE customer_limits SET held = held + ? WHERE offer_id = ? AND holder = ?', [units - known, id, holder]);
      }
    }
  }
  await insertRows(tx, 'customer_limits', fresh);
}

/** The warehouse was filled with exactly what these orders took, so that others find what they found before. */
export async function writeStock(tx: Tx, { wanted, reserved }: Totals, filledAt: Date): Promise<void> {
  const changes = [...wanted].map(([variantId, delta]) => ({ variant_id: variantId, delta, reason: '지난 판매의 입고', at: filledAt }));
  await insertRows(tx, 'stock_changes', changes);
  for (const [variantId] of [...wanted].toSorted(([a], [b]) => a - b)) {
    const waits = reserved.get(variantId) ?? 0;
    await tx.query('UPDATE variant_stock SET on_hand = on_hand + ?, reserved = reserved + ? WHERE variant_id = ?', [
      waits,
      waits,
      variantId,
    ]);
  }
}

/** Raises the counters of promotions that stood there before. */
export async function raiseCounters(tx: Tx, stalls: readonly Stall[], { sold }: Totals): Promise<void> {
  const offers = stalls.flatMap((stall) => stall.offers).toSorted((a, b) => a.id - b.id);
  for (const { id } of offers) {
    const units = sold.get(id) ?? 0;
    await tx.query('UPDATE offer_counters SET held = held + ?, sold = sold + ? WHERE offer_id = ?', [units, units, id]);
  }
}
