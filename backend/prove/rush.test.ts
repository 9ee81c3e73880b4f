import { expect, it } from 'vitest';
import { proveOpening } from './opening.js';
import { proveRush } from './rush.js';
import { testEngine } from './test-engine.js';

// A thousand buyers and twenty seeds: npm run prove -- orders.
it('a crowd at once for a few units buys exactly those, by stock, by cap and by the limit of one', async () => {
  const engine = testEngine();
  const servers = engine === 'sqlite' ? 1 : 2;
  expect(await proveRush({ engine, seeds: 1, buyers: 120, units: 10, servers, say: () => undefined })).toEqual([]);
}, 300_000);

// Five thousand and a thousand, with their times: npm run prove -- orders rush.
it('of a crowd that opens a promotion and presses buy, everybody is shown it, and exactly the units are sold', async () => {
  const size = { students: 60, buyers: 40, units: 5, withinMs: 100, idleMs: 100 };
  expect(await proveOpening({ engine: testEngine(), ...size, timed: false, say: () => undefined })).toEqual([]);
}, 300_000);
