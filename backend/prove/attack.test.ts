import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedShop, openAttackedHere } from './attack/attack.js';
import { ATTACKS } from './attack/attacks.js';

let shop: AttackedShop;
beforeAll(async () => {
  shop = await openAttackedHere();
});
afterAll(() => shop.close());

// A hundred thousand requests, and others' waiting: npm run prove -- attack.
describe('the shop stands', () => {
  it.each(Object.entries(ATTACKS))(
    '%s',
    async (_name, attack) => {
      const results = await attack(shop);
      expect(results.length).toBeGreaterThan(0);
      expect(results.filter(({ failures }) => failures.length > 0)).toEqual([]);
    },
    120_000,
  );
});
