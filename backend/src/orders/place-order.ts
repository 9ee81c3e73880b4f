import type { Context } from '../kernel/context.js';
import { isDuplicate } from '../database/database.js';
import { AppError } from '../kernel/errors.js';
import { sha256 } from '../kernel/random.js';
import { draftOrder } from './draft-order.js';
import { anyPlaces, freePlaces, type HoldPlaces } from './hold-places.js';
import { newOrder } from './new-order.js';
import { type Buyer, readBuyer } from './read-buyer.js';
import { repeatedPlacement } from './repeated-placement.js';
import { refusals } from './refusals.js';
import { HolderChanged, saveOrder } from './save-order.js';

export interface PlaceOrderInput {
  /** Chosen by the client, once per press of the button. */
  idempotencyKey: string;
  lines: { offerId: number; variantId: number; quantity: number; unitPrice: number }[];
  recipient: { name: string; phone: string; postcode: string; address1: string; address2: string; memo: string };
}

/**
 * Reserves stock and gives what the payment window needs. The answer is JSON text: the same key and body get the same bytes.
 * @throws AppError in the order of the API: 404, then 409 promotion_closed, price_changed, 403 phone_needed, 409 order_pending,
 *   holds_many, limit_reached, cap_reached, sold_out; 422 idempotency_mismatch
 */
export async function placeOrder(ctx: Context, input: PlaceOrderInput): Promise<string> {
  const idemHash = sha256(JSON.stringify([input.lines, input.recipient]));
  const buyer = await readBuyer(ctx, input.idempotencyKey);
  const repeated = repeatedPlacement(buyer, idemHash);
  if (repeated) return repeated;
  try {
    return await place(ctx, input, { buyer, idemHash, places: anyPlaces(ctx, buyer) });
  } catch (error) {
    if (error instanceof HolderChanged) return placeOrder(ctx, input);
    if (!(error instanceof AppError) && !isDuplicate(error)) throw error;
    // The same press came twice at once: what refuses the second may be what the first has taken.
    const now = await readBuyer(ctx, input.idempotencyKey);
    const first = repeatedPlacement(now, idemHash);
    if (first) return first;
    if (error instanceof AppError) throw error;
    return placeAgain(ctx, input, { buyer: now, idemHash });
  }
}

/** What stood in the way is another order: of this promotion, which is told, or one that took the same place. */
async function placeAgain(ctx: Context, input: PlaceOrderInput, { buyer, idemHash }: Omit<Placing, 'places'>): Promise<string> {
  for (let again = 0; again < PLACES_TRIED; again++) {
    const places = await freePlaces(ctx, buyer);
    try {
      return await place(ctx, input, { buyer, idemHash, places });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
  throw refusals.pending();
}
const PLACES_TRIED = 3;

interface Placing {
  buyer: Buyer;
  idemHash: string;
  places: HoldPlaces;
}

async function place(ctx: Context, input: PlaceOrderInput, { buyer, idemHash, places }: Placing): Promise<string> {
  const draft = await draftOrder(ctx, buyer, input.lines);
  const row = newOrder(ctx, input, draft, { idemHash, ...places });
  await saveOrder({ ctx, row, draft });
  return row.placementAnswer;
}
