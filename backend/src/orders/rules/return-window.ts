/** For a change of mind the customer pays the postage back, for a defect the shop does (전자상거래법 §17, §18). */
export const RETURN_KINDS = ['change_of_mind', 'defect'] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

/** What staff say to a wish to send an order back. */
export type ReturnAnswer = 'accepted' | 'declined';

const WITHDRAWAL_MS = 7 * 86_400_000;

/** Whether a delivered order can still be sent back: seven days from receipt (전자상거래법 §17①). */
export const canBeReturned = (deliveredAt: Date | null, now: Date): boolean =>
  deliveredAt === null || now.getTime() <= deliveredAt.getTime() + WITHDRAWAL_MS;

/** Won that go back for a return: all that was kept, less the postage the customer agreed to. Never below 0. */
export const returnRefund = (kept: number, postage: number): number => Math.max(0, kept - postage);
