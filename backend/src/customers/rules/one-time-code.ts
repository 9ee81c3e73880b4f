/** What a code proves: that a phone is theirs, or that they may set a new password. */
export type CodePurpose = 'phone' | 'password';

/** Of a code sent by SMS. Source: the shop's own rules, "Accounts". */
export const CODE_LIVES_MS = 10 * 60_000;
export const CODE_TRIES = 5;
/** Codes that one phone gets in a day: an SMS costs money, and a flood of them is an annoyance. */
export const CODES_PER_PHONE_A_DAY = 5;
/** Whatever phones they go to: a slip of the finger or two, and a number that changed. */
export const CODES_PER_ACCOUNT_A_DAY = 8;
/** Of all accounts on one browser: a flat that shares a computer. */
export const CODES_PER_DEVICE_A_DAY = 12;
/** To ten thousand numbers that follow each other: who pumps messages owns such a range. */
export const CODES_PER_RANGE_A_DAY = 30;

/** The ten thousand numbers that a phone is one of. @param phone digits */
export const rangeOf = (phone: string): string => phone.slice(0, -4);

/** Six digits of a random whole number below a million. */
export const sixDigits = (random: number): string => String(random).padStart(6, '0');

export type CodeVerdict = { ok: true } | { ok: false; reason: 'expired' | 'used' | 'tries' | 'wrong' };

/** Whether a code may be taken now; a wrong one counts as a try. */
export function judgeCode(code: { tries: number; expiresAt: Date; usedAt: Date | null }, matches: boolean, now: Date): CodeVerdict {
  if (code.usedAt) return { ok: false, reason: 'used' };
  if (now >= code.expiresAt) return { ok: false, reason: 'expired' };
  if (code.tries >= CODE_TRIES) return { ok: false, reason: 'tries' };
  return matches ? { ok: true } : { ok: false, reason: 'wrong' };
}
