import type { Context } from '../kernel/context.js';
import { isDuplicate } from '../database/database.js';
import { AppError } from '../kernel/errors.js';
import { sha256 } from '../kernel/random.js';
import { draftOrder } from './draft-order.js';
import { newOrder } from './new-order.js';
import { readBuyer } from './read-buyer.js';
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
 * @throws AppError in the order of the API: 404, then 409 promotion_closed, price_changed, order_pending, limit_reached,
 *   cap_reached, sold_out; 422 idempotency_mismatch
 */
export async function placeOrder(ctx: Context, input: PlaceOrderInput): Promise<string> {
  const idemHash = sha256(JSON.stringify([input.lines, input.recipient]));
  const buyer = await readBuyer(ctx, input.idempotencyKey);
  const repeated = repeatedPlacement(buyer, idemHash);
  if (repeated) return repeated;
  try {
    const draft = await draftOrder(ctx, buyer, input.lines);
    const row = newOrder(ctx, input, draft, idemHash);
    await saveOrder({ ctx, row, draft });
    return row.placementAnswer;
  } catch (error) {
    if (error instanceof HolderChanged) return placeOrder(ctx, input);
    if (!(error instanceof AppError) && !isDuplicate(error)) throw error;
    // The same press came twice at once: what refuses the second may be what the first has taken.
    const first = repeatedPlacement(await readBuyer(ctx, input.idempotencyKey), idemHash);
    if (first) return first;
    throw error instanceof AppError ? error : refusals.pending();
  }
}
