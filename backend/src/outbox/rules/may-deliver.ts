import { inKorea, koreanMidnight } from '../../kernel/rules/korean-time.js';
import type { OutboxPurpose } from './message.js';

const NIGHT_BEGINS = 21;
const NIGHT_ENDS = 8;
const HOUR_MS = 3_600_000;

/** What a customer agreed to and did not take back. */
export interface SmsConsents {
  marketing: boolean;
  night: boolean;
}

export type Delivery = { ok: true } | { ok: false; reason: 'no_consent' | 'night' };

/**
 * Whether a message may reach a customer at this instant (정보통신망법 §50①③): advertising needs consent, and from 21:00 to
 * 08:00 in Korea another one. Everything else always may. Asked when it is written and again when it leaves.
 */
export function mayDeliverNow(purpose: OutboxPurpose, consents: SmsConsents, now: Date): Delivery {
  if (purpose !== 'advertising') return { ok: true };
  if (!consents.marketing) return { ok: false, reason: 'no_consent' };
  return isNight(now) && !consents.night ? { ok: false, reason: 'night' } : { ok: true };
}

/** 21:00 to 08:00 in Korea, which keeps no summer time. */
export function isNight(now: Date): boolean {
  const hour = inKorea(now).getUTCHours();
  return hour >= NIGHT_BEGINS || hour < NIGHT_ENDS;
}

/** The next 08:00 in Korea: when what had to wait for the night to end may leave. */
export function nightEnds(now: Date): Date {
  const morning = (days: number) => new Date(koreanMidnight(now, days).getTime() + NIGHT_ENDS * HOUR_MS);
  return morning(0) > now ? morning(0) : morning(1);
}

const CONSENT_YEARS = 2;

/** Consents given before this instant have to be asked for again (정보통신망법 §50⑧). */
export function consentsSince(now: Date): Date {
  const since = new Date(now);
  since.setUTCFullYear(since.getUTCFullYear() - CONSENT_YEARS);
  return since;
}
