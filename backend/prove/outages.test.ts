import { expect, it } from 'vitest';
import { proveOutages } from './outages.js';
import { testEngine } from './test-engine.js';

it('a dead Slack, SMS or Bootpay holds up nobody and loses nothing; forged webhooks move nothing', async () => {
  expect(await proveOutages({ engine: testEngine(), buyers: 4, forged: 300, say: () => undefined })).toEqual([]);
}, 300_000);
