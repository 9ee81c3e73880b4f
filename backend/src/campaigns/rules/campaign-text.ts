import { cleanLines } from '../../kernel/rules/typed-text.js';
import type { OutboxPurpose } from '../../outbox/rules/message.js';
import { ADVERTISING_MARK } from '../../words/ko-messages.js';
import { spellForSms } from '../../words/rules/sms-text.js';
import { told } from '../../words/sentence.js';

/** Advertising needs consent and the law's marks; a notice needs neither. */
export const CAMPAIGN_PURPOSES = ['notice', 'advertising'] as const satisfies readonly OutboxPurpose[];
export type CampaignPurpose = (typeof CAMPAIGN_PURPOSES)[number];

/** Who sends, as the law wants it named. Numbers are digits. */
export interface Sender {
  number: string;
  /** Ends advertising free of charge. */
  optOut: string;
}

/**
 * A campaign's text as it is delivered, spelled for handsets (sms-text.ts); what they cannot show is still in it, to be
 * named to who typed it. Advertising begins with exactly `(광고)`, names the sender and how to reach them,
 * and ends with the free way out (정보통신망법 §50④, 시행령 별표 6); a notice only names the sender.
 */
export function composeCampaign(purpose: CampaignPurpose, text: string, sender: Sender): string {
  const body = spellForSms(cleanLines(text)).trim();
  if (purpose === 'notice') return told('sms.campaign_notice', { body });
  // Staff who typed the mark themselves get it once.
  const unmarked = body.replace(ADVERTISING_MARK, '');
  return told('sms.campaign_advertising', { body: unmarked, sender: dashed(sender.number), optOut: dashed(sender.optOut) });
}

/** `0801588000` as `080-158-8000`, `15880000` as `1588-0000`. */
function dashed(number: string): string {
  if (number.length === 8) return `${number.slice(0, 4)}-${number.slice(4)}`;
  const area = number.startsWith('02') ? 2 : 3;
  return `${number.slice(0, area)}-${number.slice(area, -4)}-${number.slice(-4)}`;
}
