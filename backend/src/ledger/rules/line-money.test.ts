import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedOf, moneyOf, settlementDue, shareOut } from './line-money.js';

const line = (id: number, quantity = 1, tierPrice = 100_000, surcharge = 0) => ({ id, quantity, tierPrice, surcharge });
const refund = (lineId: number | null, amount: number, state = 'due', kind = lineId === null ? 'cancel' : 'settle') => ({
  lineId,
  amount,
  state,
  kind,
});

describe('the money of a line', () => {
  it('is all kept before anything is given back: tier and surcharge, times the units', () => {
    expect(moneyOf([line(1, 2, 100_000, 5_000)], []).get(1)).toEqual({ charged: 210_000, kept: 210_000, givenBack: 0, owed: 0 });
  });

  it('is owed until its refund is done', () => {
    const lines = [line(1, 2)];
    expect(moneyOf(lines, [refund(1, 40_000)]).get(1)).toEqual({ charged: 200_000, kept: 160_000, givenBack: 0, owed: 40_000 });
    expect(moneyOf(lines, [refund(1, 40_000, 'done')]).get(1)).toEqual({ charged: 200_000, kept: 160_000, givenBack: 40_000, owed: 0 });
    expect(moneyOf(lines, [refund(1, 40_000, 'manual')]).get(1)).toMatchObject({ owed: 40_000 });
  });

  it('goes back by the rest of the order, after what single lines had back', () => {
    const lines = [line(1), line(2)];
    const money = moneyOf(lines, [refund(null, 170_000, 'done'), refund(2, 30_000, 'done')]);
    expect([money.get(1), money.get(2)]).toMatchObject([
      { givenBack: 100_000, kept: 0 },
      { givenBack: 100_000, kept: 0 },
    ]);
  });

  it('is not touched by a refund of another line', () => {
    expect([...moneyOf([line(1)], [refund(9, 40_000)])]).toEqual([[1, { charged: 100_000, kept: 100_000, givenBack: 0, owed: 0 }]]);
  });

  it('is not touched by what was captured late', () => {
    expect(moneyOf([line(1)], [refund(null, 100_000, 'done', 'late')]).get(1)).toMatchObject({ kept: 100_000, givenBack: 0 });
  });

  it('adds up for every line, whatever was given back', () => {
    const lines = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 9 }),
        quantity: fc.integer({ min: 1, max: 9 }),
        tierPrice: fc.integer({ min: 1, max: 1e6 }),
        surcharge: fc.nat(1e5),
      }),
      { selector: ({ id }) => id, minLength: 1 },
    );
    const shares = fc.array(
      fc.record({ part: fc.double({ min: 0, max: 1, noNaN: true }), state: fc.constantFrom('due', 'done', 'manual') }),
    );
    fc.assert(
      fc.property(lines, shares, fc.constantFrom('due', 'done'), (priced, parts, state) => {
        const single = parts.flatMap(({ part, state: stands }, index) => {
          const of = priced[index % priced.length];
          return of && index < priced.length ? [refund(of.id, Math.floor(chargedOf(of) * part), stands)] : [];
        });
        const total = priced.reduce((sum, of) => sum + chargedOf(of), 0);
        const rest = total - single.reduce((sum, { amount }) => sum + amount, 0);
        const money = [...moneyOf(priced, [...single, refund(null, rest, state)]).values()];
        for (const { charged, kept, givenBack, owed } of money) {
          expect(charged).toBe(kept + givenBack + owed);
          expect(kept).toBe(0);
        }
      }),
    );
  });
});

describe('settlement', () => {
  it('gives back what was charged above the final price, for each unit', () => {
    expect(settlementDue(line(1, 3, 100_000, 5_000), 80_000, 315_000)).toBe(60_000);
  });

  it('gives back no more than is kept of the line', () => {
    expect(settlementDue(line(1, 3), 80_000, 10_000)).toBe(10_000);
  });
});

describe('an amount that is shared out', () => {
  it('fills one after the other, and leaves out who gets nothing', () => {
    const parts = [
      { id: 1, left: 10 },
      { id: 2, left: 0 },
      { id: 3, left: 10 },
    ];
    expect(shareOut(15, parts)).toEqual([
      { id: 1, amount: 10 },
      { id: 3, amount: 5 },
    ]);
    expect(shareOut(0, parts)).toEqual([]);
  });
});
