import { afterAll, beforeAll, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Order } from '../orders/order.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { aBuyer, paid } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { cancelPromotion } from './cancel-promotion.js';
import { Offer } from '../promotions/offer.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { settlePromotion } from './settle-promotion.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
afterAll(() => shop.stop());

async function closed() {
  const sale = await aPromotion(shop, { universities: [university], closesIn: 1 });
  const buyer = await aBuyer(shop.ctx, university);
  const { order } = await paid(shop, buyer, sale);
  shop.clock.pass(3_600_001);
  return { sale, order, id: sale.promotion.id };
}
const onMysql = process.env['TEST_ENGINE'] === 'mysql' && process.env['TEST_MYSQL_URL'] !== undefined;

it('a promotion that is cancelled just before its price is fixed is cancelled, and nobody hears of a price', async () => {
  const { sale, order, id } = await closed();
  const held = gateBefore(/SELECT 1.*FROM .orders./is);
  const settling = watched(held.watcher, () => settlePromotion(shop.ctx, id));
  await held.reached;
  await cancelPromotion(shop.ctx, { id, reason: '공급이 끊겼어요' });
  held.open();
  await settling;
  await shop.settle();
  expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'cancelled' });
  expect(await Offer.findOneByOrFail({ id: sale.offer.id })).toMatchObject({ outcome: null, finalPrice: null });
  expect(await Order.findOneByOrFail({ id: order.id })).toMatchObject({ state: 'cancelled', pay: 'refunded', releasedAt: null });
  expect(await Refund.findBy({ orderId: order.id })).toMatchObject([{ kind: 'cancel', amount: order.total, state: 'done' }]);
  expect(await OutboxMessage.countBy({ k: `order/${order.id}/settled/sms` })).toBe(0);
});

// On SQLite one transaction runs at a time: nothing can come between.
it.runIf(onMysql)('a promotion whose price is being fixed cannot be cancelled any more', async () => {
  const { sale, id } = await closed();
  const held = gateBefore(/^UPDATE .offers. SET/i);
  const settling = watched(held.watcher, () => settlePromotion(shop.ctx, id));
  await held.reached;
  const cancelling = refusal(cancelPromotion(shop.ctx, { id, reason: '공급이 끊겼어요' }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  held.open();
  await settling;
  expect(await cancelling).toMatchObject({ status: 409, code: 'not_cancellable' });
  await shop.settle();
  expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'settled' });
  expect(await Offer.findOneByOrFail({ id: sale.offer.id })).toMatchObject({ outcome: 'reached' });
});
