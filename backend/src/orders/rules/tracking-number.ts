import { type Said, say } from '../../words/say.js';

/**
 * How many digits a carrier's waybill number has. Carriers publish no common rule: these are the lengths that their own
 * look-up pages take, as the trackers that ask them all list them (Sweettracker, tracker.delivery; looked up 2026-11).
 * 경동택배 also prints freight bills of other lengths under the same look-up, so its range is wide.
 */
const DIGITS = {
  CJ대한통운: [10, 12],
  한진택배: [10, 12],
  롯데택배: [10, 11, 12, 13],
  우체국택배: [13],
  로젠택배: [11],
  경동택배: [9, 10, 11, 12, 13, 14, 15, 16],
} as const satisfies Record<string, readonly number[]>;

export type Carrier = keyof typeof DIGITS;

/** The carriers that parcels leave with, as customers know them. */
export const CARRIERS = Object.keys(DIGITS) as [Carrier, ...Carrier[]];

export const isCarrier = (name: string): name is Carrier => Object.hasOwn(DIGITS, name);

/**
 * A waybill number as it is stored, compared and searched for: however it was typed or pasted, only what counts. Blanks,
 * dashes, dots and what a spreadsheet brings along unseen are separators, digits of other widths are digits.
 */
export const bareTrackingNumber = (typed: string): string =>
  typed.normalize('NFKC').replace(/[\s\p{Pd}\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}−.,/_'"]/gu, '');

/**
 * Why a bare number cannot be one of this carrier's, for staff; null where it can.
 * @param carrier null where it is not known yet: then any carrier's length will do
 */
export function trackingFault(carrier: Carrier | null, bare: string): Said | null {
  if (/e\+?\d+$/i.test(bare)) return say('order.tracking_excel');
  if (!/^\d+$/.test(bare)) return say('order.tracking_digits');
  const lengths: readonly number[] = carrier ? DIGITS[carrier] : Object.values(DIGITS).flat();
  if (!lengths.includes(bare.length)) {
    return carrier ? say('order.tracking_length', { carrier, lengths, count: bare.length }) : say('order.tracking_any_length');
  }
  return /^(\d)\1*$/.test(bare) ? say('order.tracking_one_digit') : null;
}
