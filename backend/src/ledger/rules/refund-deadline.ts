import { inKorea } from '../../kernel/rules/korean-time.js';

const BUSINESS_DAYS = 3;
const DAY_MS = 86_400_000;

/**
 * Until when money that is owed must have gone back: three business days (전자상거래법 §18②), counted in Korea.
 * Public holidays are counted as business days: that promises earlier than the law asks, never later.
 */
export function refundDeadline(from: Date): Date {
  let at = from.getTime();
  for (let left = BUSINESS_DAYS; left > 0;) {
    at += DAY_MS;
    const weekday = inKorea(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return new Date(at);
}
