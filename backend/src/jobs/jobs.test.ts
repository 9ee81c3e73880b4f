import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Order } from '../orders/order.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { Refund } from '../payments/refund.entity.js';
import { aBuyer, paid } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { jobs } from './jobs.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

describe('the refund job', () => {
  it('gets to every receipt, even when a hundred refunds wait for a sibling whose end is not known', async () => {
    const university = await aUniversity();
    const sale = await aPromotion(shop, { universities: [university] });
    const { order } = await paid(shop, await aBuyer(shop.ctx, university), sale);
    const now = shop.clock.now();
    const times = { promisedBy: now, requestedAt: now };
    const lost: number[] = [];
    for (let n = 0; n < 101; n++) {
      const receiptId = randomBytes(12).toString('hex');
      const money = { orderId: order.id, receiptId, state: 'lapsed' as const, amount: 20, captured: 20, committed: 20, submittedAt: now };
      const paymentId = ((await Payment.insert(money)).identifiers[0] as { id: number }).id;
      const one = { paymentId, orderId: order.id, kind: 'late' as const, amount: 10, state: 'due' as const, ...times };
      await Refund.insert({ ...one, k: `sent/${n}`, dueAt: now, attempts: 1, cancelledBefore: 0 });
      await Refund.insert({ ...one, k: `waiting/${n}`, dueAt: new Date(now.getTime() - 60_000) });
      lost.push((await Refund.findOneByOrFail({ k: `sent/${n}` })).id);
    }
    await jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
      .find(({ name }) => name === 'refunds')
      ?.run();
    // Bootpay knows none of these receipts: looked at shows in the error.
    const looked = (await Refund.find()).filter((refund) => lost.includes(refund.id) && refund.lastError !== '');
    expect(looked.length).toBe(100);
    expect(await Order.countBy({ id: order.id, state: 'paid' })).toBe(1);
  });
});
