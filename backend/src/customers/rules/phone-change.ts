/** How long an account's earlier phone is still written to: who lost it to somebody else learns of it there. */
export const PREVIOUS_PHONE_MS = 24 * 3_600_000;

export interface Phones {
  /** Digits; empty once the account was left. */
  phone: string;
  phoneVerifiedAt: Date | null;
  /** Null where the phone is still the one of the sign-up. */
  phoneChangedAt: Date | null;
  previousPhone: string | null;
}

/** The number before this one, while it is still written to; null where there is none. */
export function heardPreviousPhone({ phone, phoneChangedAt, previousPhone }: Omit<Phones, 'phoneVerifiedAt'>, now: Date): string | null {
  if (!previousPhone || previousPhone === phone || phoneChangedAt === null) return null;
  return now.getTime() - phoneChangedAt.getTime() < PREVIOUS_PHONE_MS ? previousPhone : null;
}

/**
 * Whether a number is known to be the customer's: proved by a code, or the one of the sign-up. Another may be a slip of the
 * finger, and a stranger's.
 */
export const isTheirs = ({ phoneVerifiedAt, phoneChangedAt }: Pick<Phones, 'phoneVerifiedAt' | 'phoneChangedAt'>): boolean =>
  phoneVerifiedAt !== null || phoneChangedAt === null;

/**
 * Which number is remembered as the one before, when the phone changes now. Of several changes in a day the first counts:
 * changing twice must not shake its owner off.
 */
export function previousPhoneAfter(old: Phones, now: Date): string | null {
  return heardPreviousPhone(old, now) ?? (isTheirs(old) ? old.phone : null);
}
