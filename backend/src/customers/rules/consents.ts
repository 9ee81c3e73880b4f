/** What a customer may agree to, and take back; the first three make an account. */
export const CONSENT_KINDS = ['terms', 'privacy', 'age14', 'marketing_sms', 'night_sms'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** Which texts of terms and privacy are shown now; each consent is kept with it (개인정보 보호법 §22). */
export const CONSENT_TEXT_VERSION = '2026-11';
