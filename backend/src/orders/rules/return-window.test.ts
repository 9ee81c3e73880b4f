import { describe, expect, it } from 'vitest';
import { canBeReturned, RETURN_KINDS, returnRefund } from './return-window.js';

const delivered = new Date('2026-11-20T10:00:00.000Z');

describe('sending an order back', () => {
  it('is possible for seven days from its receipt, the last instant included', () => {
    expect(canBeReturned(delivered, delivered)).toBe(true);
    expect(canBeReturned(delivered, new Date('2026-11-27T10:00:00.000Z'))).toBe(true);
    expect(canBeReturned(delivered, new Date('2026-11-27T10:00:00.001Z'))).toBe(false);
  });

  it('is possible as long as nobody knows when it came', () => {
    expect(canBeReturned(null, new Date('2030-01-01T00:00:00Z'))).toBe(true);
  });

  it('has two reasons, which decide who pays the postage', () => {
    expect(RETURN_KINDS).toEqual(['change_of_mind', 'defect']);
  });

  it('gives back what was kept less the postage, and asks for nothing where that was more', () => {
    expect(returnRefund(100_000, 6_000)).toBe(94_000);
    expect(returnRefund(100_000, 0)).toBe(100_000);
    expect(returnRefund(6_000, 6_000)).toBe(0);
    expect(returnRefund(5_000, 6_000)).toBe(0);
  });
});
