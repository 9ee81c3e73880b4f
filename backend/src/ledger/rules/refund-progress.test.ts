import { describe, expect, it } from 'vitest';
import { afterCancel, nextTry, REFUSALS_BEFORE_PEOPLE } from './refund-progress.js';

describe('a refund that was sent', () => {
  it('is done where its receipt has given back exactly its won more than before', () => {
    expect(afterCancel({ before: 5_000, amount: 3_000, now: 8_000 })).toBe('done');
  });

  it('is not done where the receipt says what it said before', () => {
    expect(afterCancel({ before: 5_000, amount: 3_000, now: 5_000 })).toBe('not_yet');
    expect(afterCancel({ before: 0, amount: 3_000, now: 0 })).toBe('not_yet');
  });

  it.each([4_999, 5_001, 7_999, 8_001, 11_000, 0])('is left to people where the receipt says %i won', (now) => {
    expect(afterCancel({ before: 5_000, amount: 3_000, now })).toBe('unexplained');
  });

  it('is looked at again after ten minutes, and handed to people at the fifth refusal', () => {
    expect(nextTry(new Date('2026-11-23T10:00:00Z'))).toEqual(new Date('2026-11-23T10:10:00Z'));
    expect(REFUSALS_BEFORE_PEOPLE).toBe(5);
  });
});
