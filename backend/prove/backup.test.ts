import { expect, it } from 'vitest';
import { hasAzurite } from '../src/testing/azurite.js';
import { proveBackup } from './drill.js';
import { testEngine } from './test-engine.js';

// A hundred thousand orders: npm run prove -- backup.
const engine = testEngine();
const quietly = { perSecond: 10, say: () => undefined };

it('a shop is dumped into a folder while orders keep coming, and comes back as it was, here and elsewhere from the copy alone', async () => {
  expect(await proveBackup({ engine, orders: 0, azurite: false, ...quietly })).toEqual([]);
}, 300_000);

it.skipIf(engine === 'sqlite' || !hasAzurite)(
  'the same with 2,000 orders more, on MySQL and Azurite',
  async () => {
    expect(await proveBackup({ engine, orders: 2_000, azurite: true, ...quietly })).toEqual([]);
  },
  300_000,
);
