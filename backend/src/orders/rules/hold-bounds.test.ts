import { expect, it } from 'vitest';
import { holdMinutesOf } from './hold-bounds.js';

it('an order holds its stock for the whole time while there is enough for all, and five minutes when more is wanted than is left', () => {
  const enough = { unpaid: 5, left: 5 };
  expect(holdMinutesOf(15, [enough])).toBe(15);
  expect(holdMinutesOf(15, [enough, { unpaid: 6, left: 5 }])).toBe(5);
  expect(holdMinutesOf(15, [{ unpaid: 1, left: 0 }])).toBe(5);
  expect(holdMinutesOf(3, [{ unpaid: 1, left: 0 }])).toBe(3);
  expect(holdMinutesOf(15, [])).toBe(15);
});
