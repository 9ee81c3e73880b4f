import { AppError } from '../kernel/errors.js';
import type { Buyer } from './read-buyer.js';

/** The answer that was first given to this key; null for a new key. @throws AppError 422 for another body under it */
export function repeatedPlacement({ first }: Buyer, idemHash: string): string | null {
  if (!first) return null;
  if (first.idemHash !== idemHash) {
    throw new AppError(422, 'idempotency_mismatch', '같은 요청 번호로 다른 주문이 왔어요. 화면을 새로 고친 뒤 다시 주문해 주세요.');
  }
  return first.placementAnswer;
}
