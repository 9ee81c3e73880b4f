import { refusal } from '../kernel/errors.js';
import type { Buyer } from './read-buyer.js';

/** The answer that was first given to this key; null for a new key. @throws AppError 422 for another body under it */
export function repeatedPlacement({ first }: Buyer, idemHash: string): string | null {
  if (!first) return null;
  if (first.idemHash !== idemHash) {
    throw refusal(422, 'idempotency_mismatch');
  }
  return first.placementAnswer;
}
