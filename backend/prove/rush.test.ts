import { expect, it } from 'vitest';
import { proveRush } from './rush.js';
import { testEngine } from './test-engine.js';

// A thousand buyers and twenty seeds: npm run prove -- orders.
it('a crowd at once for a few units buys exactly those, by stock, by cap and by the limit of one', async () => {
  const engine = testEngine();
  const servers = engine === 'sqlite' ? 1 : 2;
  expect(await proveRush({ engine, seeds: 1, buyers: 120, units: 10, servers, say: () => undefined })).toEqual([]);
}, 300_000);
