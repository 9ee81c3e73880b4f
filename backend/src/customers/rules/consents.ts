/** Which texts of terms and privacy are shown now; each consent is kept with it (개인정보 보호법 §22). */
export const CONSENT_TEXT_VERSION = '2026-11';
