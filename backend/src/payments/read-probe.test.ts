import { IsNull, Not } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobs } from '../jobs/jobs.js';
import { aBuyer, paid } from '../testing/buyers.js';
import { Client } from '../testing/client.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { ReceiptProbe } from './receipt-probe.entity.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

/** The job alone, and which receipts it asked Bootpay for. */
async function readsOf(told: 'before the capture' | 'after it') {
  const university = await aUniversity();
  const sale = await aPromotion(shop, { universities: [university] });
  const { number, receiptId } = await paid(shop, await aBuyer(shop.ctx, university), sale);
  await shop.settle();
  if (told === 'before the capture') await ReceiptProbe.upsert({ receiptId, orderId: 0, dirtyAt: shop.ctx.clock.now() }, ['receiptId']);
  shop.clock.pass(60_000);
  const webhook = { receipt_id: receiptId, order_id: number, status: 1, webhook_type: 'PAYMENT_PARTIAL_CANCELLED' };
  expect((await new Client(shop.url).post('/api/payments/bootpay/webhook', webhook)).status).toBe(200);
  const read: string[] = [];
  const { payments } = shop.ctx;
  const watched = {
    ...shop.ctx,
    payments: { ...payments, readReceipt: (id: string) => payments.readReceipt(id).finally(() => read.push(id)) },
  };
  await jobs(watched, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
    .find(({ name }) => name === 'probes')
    ?.run();
  return { read, left: await ReceiptProbe.countBy({ receiptId, dirtyAt: Not(IsNull()) }) };
}

it('a receipt whose money we have is not read again for a webhook: ten thousand come after a settlement', async () => {
  expect(await readsOf('after it')).toEqual({ read: [], left: 0 });
});

it('one that a webhook spoke of before its capture was stored is not read either', async () => {
  expect(await readsOf('before the capture')).toEqual({ read: [], left: 0 });
});
