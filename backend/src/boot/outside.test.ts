import { afterAll, beforeAll, expect, it } from 'vitest';
import { transact } from '../database/database.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

it.each([
  ['Bootpay readReceipt', () => shop.ctx.payments.readReceipt('a'.repeat(24))],
  ['Bootpay confirm', () => shop.ctx.payments.confirm('a'.repeat(24))],
  ['Bootpay cancel', () => shop.ctx.payments.cancel({ receiptId: 'a'.repeat(24), amount: 1, cancelId: 'x', reason: 'x' })],
  ['Slack post', () => shop.ctx.slack.post({ text: 'x', key: 'x' })],
  ['SMS send', () => shop.ctx.sms.send({ to: '01012345678', text: 'x', key: 'x' })],
])('%s does not leave the house while a transaction is open', async (name, call) => {
  await expect(transact(shop.ctx.db, async () => call())).rejects.toThrow(`${name} was called while a transaction is open`);
  expect(await shop.messages('slack')).toEqual([]);
  expect(await shop.messages('sms')).toEqual([]);
});
