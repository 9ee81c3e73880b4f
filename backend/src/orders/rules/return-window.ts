const WITHDRAWAL_MS = 7 * 86_400_000;

/** Whether a delivered order can still be sent back: seven days from receipt (전자상거래법 §17①). */
export const canBeReturned = (deliveredAt: Date | null, now: Date): boolean =>
  deliveredAt === null || now.getTime() <= deliveredAt.getTime() + WITHDRAWAL_MS;

/** Won that go back for a return: all that was kept, less the postage the customer agreed to. Never below 0. */
export const returnRefund = (kept: number, postage: number): number => Math.max(0, kept - postage);
