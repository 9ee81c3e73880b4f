import { describe, expect, it } from 'vitest';
import { heardPreviousPhone, isTheirs, previousPhoneAfter } from './phone-change.js';

const changed = new Date('2026-11-22T10:00:00.000Z');
const after = (ms: number) => new Date(changed.getTime() + ms);
const DAY = 86_400_000;
const account = { phone: '01022222222', phoneVerifiedAt: null, phoneChangedAt: changed, previousPhone: '01011111111' };

describe('the number before this one', () => {
  it('is written to for a day, and then no more', () => {
    expect(heardPreviousPhone(account, changed)).toBe('01011111111');
    expect(heardPreviousPhone(account, after(DAY - 1))).toBe('01011111111');
    expect(heardPreviousPhone(account, after(DAY))).toBeNull();
  });

  it('is not written to where there is none, it is the same again, or nothing ever changed', () => {
    expect(heardPreviousPhone({ ...account, previousPhone: null }, changed)).toBeNull();
    expect(heardPreviousPhone({ ...account, previousPhone: account.phone }, changed)).toBeNull();
    expect(heardPreviousPhone({ ...account, phoneChangedAt: null }, changed)).toBeNull();
  });

  it('stays the first of several in a day: changing twice shakes nobody off', () => {
    expect(previousPhoneAfter({ ...account, phoneVerifiedAt: changed }, after(DAY - 1))).toBe('01011111111');
  });

  it('is the one that was theirs, a day later or at the first change', () => {
    expect(previousPhoneAfter({ ...account, phoneVerifiedAt: changed }, after(DAY))).toBe('01022222222');
    expect(previousPhoneAfter({ ...account, phoneChangedAt: null, previousPhone: null }, changed)).toBe('01022222222');
  });

  it('is no number that nobody proved to be theirs', () => {
    expect(previousPhoneAfter(account, after(DAY))).toBeNull();
    expect(isTheirs({ phoneVerifiedAt: null, phoneChangedAt: changed })).toBe(false);
    expect(isTheirs({ phoneVerifiedAt: changed, phoneChangedAt: changed })).toBe(true);
    expect(isTheirs({ phoneVerifiedAt: null, phoneChangedAt: null })).toBe(true);
  });
});
