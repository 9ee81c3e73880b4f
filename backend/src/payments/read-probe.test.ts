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

it('a receipt whose money we have is not read again for a webhook: ten thousand come after a settlement', async () => {
  const university = await aUniversity();
  const sale = await aPromotion(shop, { universities: [university] });
  const { number, receiptId } = await paid(shop, await aBuyer(shop.ctx, university), sale);
  await shop.settle();
  const read: string[] = [];
  const { payments } = shop.ctx;
  shop.ctx.payments = { ...payments, readReceipt: (id) => payments.readReceipt(id).finally(() => read.push(id)) };
  shop.clock.pass(60_000);
  const told = { receipt_id: receiptId, order_id: number, status: 1, webhook_type: 'PAYMENT_PARTIAL_CANCELLED' };
  expect((await new Client(shop.url).post('/api/payments/bootpay/webhook', told)).status).toBe(200);
  expect(await ReceiptProbe.countBy({ receiptId })).toBe(1);
  await jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
    .find(({ name }) => name === 'probes')
    ?.run();
  expect(read).toEqual([]);
  expect(await ReceiptProbe.findOneByOrFail({ receiptId })).toMatchObject({ dirtyAt: null });
});
