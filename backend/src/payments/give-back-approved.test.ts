import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlacedOrderAnswer } from '../contract/index.js';
import { Order } from '../orders/order.entity.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { giveBackApproved } from './give-back-approved.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

it('money approved too late goes back even if the shop dies right after writing it down', async () => {
  const university = await aUniversity();
  const sale = await aPromotion(shop, { universities: [university] });
  const student = await aStudent(shop, university);
  const lines = [{ offerId: sale.offer.id, variantId: sale.variants[0]?.id, quantity: 1, unitPrice: 1_290_000 }];
  const placed = await student.post<PlacedOrderAnswer>(
    '/api/customer/orders',
    { lines, recipient: RECIPIENT },
    { 'Idempotency-Key': 'too-late-1' },
  );
  const { number } = placed.body.order;
  shop.simulator.faults.plan({ on: 'webhook', kind: 'never' });
  const receiptId = await shop.pay(number, 1_290_000, { status: 1 });
  shop.clock.pass(16 * 60_000);
  await shop.settle();

  const order = await Order.findOneByOrFail({ number });
  const approved = await shop.ctx.payments.readReceipt(receiptId);
  const dying = dyingAfter(1);
  await expect(giveBackApproved(shop.ctx, order, approved)).rejects.toThrow('dead');
  dying.revive();
  await shop.settle();
  expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ cancelled_price: 1_290_000 });
});

/** Lets so many transactions through and no more. */
function dyingAfter(transactions: number) {
  const { db } = shop.ctx;
  const create = db.createQueryRunner;
  let left = transactions;
  db.createQueryRunner = (mode) => {
    if (left-- <= 0) throw new Error('dead');
    return create.call(db, mode);
  };
  return { revive: () => void (db.createQueryRunner = create) };
}
