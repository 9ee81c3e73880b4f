import { describe, expect, it } from 'vitest';
import { CONSENT_KINDS, CONSENT_TEXT_VERSION } from './consents.js';
import { isPasswordNeeded } from './step-up.js';

describe('the password', () => {
  it('is needed again ten minutes after it was given, and where it never was', () => {
    const given = new Date('2026-11-22T10:00:00.000Z');
    expect(isPasswordNeeded(null, given)).toBe(true);
    expect(isPasswordNeeded(given, given)).toBe(false);
    expect(isPasswordNeeded(given, new Date('2026-11-22T10:09:59.999Z'))).toBe(false);
    expect(isPasswordNeeded(given, new Date('2026-11-22T10:10:00.000Z'))).toBe(true);
  });
});

it('what a customer may agree to: three make an account, advertising and its nights are free', () => {
  expect(CONSENT_KINDS).toEqual(['terms', 'privacy', 'age14', 'marketing_sms', 'night_sms']);
  expect(CONSENT_TEXT_VERSION).toMatch(/^20\d\d-\d\d$/);
});
