import { cleanLines } from '../../kernel/rules/typed-text.js';
import type { OutboxPurpose } from '../../outbox/rules/message.js';
import { spellForSms } from '../../words/rules/sms-text.js';

/** Advertising needs consent and the law's marks; a notice needs neither. */
export const CAMPAIGN_PURPOSES = ['notice', 'advertising'] as const satisfies readonly OutboxPurpose[];
export type CampaignPurpose = (typeof CAMPAIGN_PURPOSES)[number];

/** Who sends, as the law wants it named. Numbers are digits. */
export interface Sender {
  number: string;
  /** Ends advertising free of charge. */
  optOut: string;
}

const SENDER_NAME = 'MNG샵';

/**
 * A campaign's text as it is delivered, spelled for handsets (sms-text.ts); what they cannot show is still in it, to be
 * named to who typed it. Advertising begins with exactly `(광고)`, names the sender and how to reach them,
 * and ends with the free way out (정보통신망법 §50④, 시행령 별표 6); a notice only names the sender.
 */
export function composeCampaign(purpose: CampaignPurpose, text: string, sender: Sender): string {
  const body = spellForSms(cleanLines(text)).trim();
  if (purpose === 'notice') return `[${SENDER_NAME}] ${body}`;
  // Staff who typed the mark themselves get it once.
  const unmarked = body.replace(/^\(광고\)\s*/, '');
  return `(광고)[${SENDER_NAME}] ${unmarked}\n문의 ${dashed(sender.number)}\n무료수신거부 ${dashed(sender.optOut)}`;
}

/** `0801588000` as `080-158-8000`, `15880000` as `1588-0000`. */
function dashed(number: string): string {
  if (number.length === 8) return `${number.slice(0, 4)}-${number.slice(4)}`;
  const area = number.startsWith('02') ? 2 : 3;
  return `${number.slice(0, area)}-${number.slice(area, -4)}-${number.slice(-4)}`;
}
