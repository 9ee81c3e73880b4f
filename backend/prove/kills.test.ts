import { expect, it } from 'vitest';
import { proveKills } from './kills.js';
import { testEngine } from './test-engine.js';

// The whole of it, at every step and with faults on top: npm run prove -- orders.
it('the server may be killed at any step of checkout, refund and delivery: every order ends paid or released, to the won', async () => {
  const report = await proveKills({ engine: testEngine(), runs: 10, lanes: 2, say: () => undefined });
  expect(report.failures).toEqual([]);
  expect(report.deaths).toBeGreaterThanOrEqual(8);
}, 300_000);
