import { afterAll, beforeAll, expect, it } from 'vitest';
import { startShop, type TestShop } from '../../src/testing/test-shop.js';
import { leftovers } from './accounts.js';
import { hoarders } from './hoarders.js';
import type { Result } from './result.js';
import { pumpers } from './sms.js';
import { campusFlood, guessersEverywhere } from './throttles.js';

// The same with more of everything: npm run prove -- attack.
/** Of a busy machine; a few seconds of a quiet one. */
const LONG = 120_000;
let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

const failures = (results: readonly Result[]) => results.filter(({ held }) => !held);

it(
  'guesses from everywhere are ten for an account, and lock nobody out',
  async () => {
    expect(failures(await guessersEverywhere(shop, { guesses: 14 }))).toEqual([]);
  },
  LONG,
);
it(
  'who floods a campus shuts nobody out who stands there',
  async () => {
    expect(failures(await campusFlood(shop, { requests: 101 }))).toEqual([]);
  },
  LONG,
);
it(
  'hoarders hold little, shortly, and not again; buyers buy',
  async () => {
    expect(failures(await hoarders(shop, { accounts: 14, buyers: 3 }))).toEqual([]);
  },
  LONG,
);
it(
  'texts are counted exactly, whoever asks for them at once',
  async () => {
    expect(failures(await pumpers(shop, { accounts: 16 }))).toEqual([]);
  },
  LONG,
);
it(
  'nobody holds on to a phone, a session or an address that is somebody else’s',
  async () => {
    expect(failures(await leftovers(shop))).toEqual([]);
  },
  LONG,
);
