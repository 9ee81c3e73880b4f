/** Digits as people write them, in any script and width, with what they put between them. Why: docs/decisions/0023. */

/**
 * The digits of a number, or undefined where anything else stands in it: spaces, dashes, dots, brackets, and what a contact
 * card or a spreadsheet carries along invisibly, are nothing. "０１０–1234．5678" → "01012345678".
 */
export function bareDigits(text: string): string | undefined {
  const digits = asciiDigits(text.replace(BETWEEN, ''));
  return /^\d*$/.test(digits) ? digits : undefined;
}

/**
 * The digits of a phone number or of a part of one, with the leading zero that people in Korea dial: "+82 10-1234-5678" →
 * "01012345678", "1001" → "1001". Undefined for what is none, foreign numbers included.
 */
export function phoneDigits(text: string): string | undefined {
  const [, plus, rest = ''] = /^([+＋﹢]?)(.*)$/su.exec(text.replace(BETWEEN, '')) ?? [];
  const digits = bareDigits(rest);
  if (digits === undefined) return undefined;
  if (plus) return digits.startsWith('82') ? national(digits.slice(2)) : undefined;
  // Without a plus it is only Korea's code where a mobile number follows: nothing in Korea begins with 82.
  const dialled = /^(?:00)?82(0?1[016789]\d{7,8})$/.exec(digits)?.[1];
  return dialled === undefined ? digits : national(dialled);
}

/** A Korean mobile number however it is written, as it is kept: digits, leading zero included. Undefined for any other. */
export function normalisePhone(text: string): string | undefined {
  const digits = phoneDigits(text);
  return digits !== undefined && MOBILE.test(digits) ? digits : undefined;
}

/** Digits of every script as 0 to 9, the rest as it is. */
export const asciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));

const MOBILE = /^01[016789]\d{7,8}$/;

// "+82 (0)10": the zero is dialled in the country only.
const national = (digits: string) => `0${digits.replace(/^0/, '')}`;

// Every dash by its property; what a Korean keyboard has in its place; dots of every width; slashes join two numbers, so not they.
const BETWEEN =
  /[\p{Dash}\p{Z}\p{Cc}\p{Cf}\p{Ps}\p{Pe}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u2043\u2500\u2501\u2800\u30fc\u3161.．。·・‧•]/gu;

// Unicode keeps each script's digits together in ascending order, zero first: the value is the place in the row.
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}
