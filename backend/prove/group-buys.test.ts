import { expect, it } from 'vitest';
import { proveSettlementKills } from './settlement-kills.js';
import { provePlan } from './settlement-plan.js';
import { testEngine } from './test-engine.js';

const say = () => undefined;

// Ten thousand orders and fifty deaths: npm run prove -- group-buys.
it('a settlement may be killed at any moment while refunds fail: every order is refunded once, to the won', async () => {
  const settlement = { engine: testEngine(), orders: 40, kills: 4, failing: 0.2, seed: 7, say };
  expect(await proveSettlementKills(settlement)).toEqual([]);
}, 300_000);

it('a settlement is planned with as many statements for a hundred and thirty participants as for twenty', async () => {
  expect(await provePlan({ engine: testEngine(), small: 20, large: 130, say })).toEqual([]);
}, 60_000);
