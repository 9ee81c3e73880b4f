import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { changeMe } from '../accounts/change-me.js';
import { Customer } from '../customers/customer.entity.js';
import { finishPhoneVerification, startPhoneVerification } from '../accounts/verify-phone.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { holderOf } from '../holds/limit-holder.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { aBuyer, type Buyer, paid, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { asRole } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { cancelOrder } from './cancel-order.js';
import { decideReturn } from './decide-return.js';
import { Order } from './order.entity.js';
import { prepareOrder } from './prepare-order.js';
import { requestReturn } from './request-return.js';
import { shipOrder } from './ship-order.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
afterAll(() => shop.stop());

const onMysql = process.env['TEST_ENGINE'] === 'mysql' && process.env['TEST_MYSQL_URL'] !== undefined;
const aSale = (given: object = {}) => aPromotion(shop, { universities: [university], ...given });
const heldOf = async (sale: Awaited<ReturnType<typeof aSale>>) => {
  const rows = await CustomerLimit.findBy({ offerId: sale.offer.id });
  return Object.fromEntries(rows.filter(({ held }) => held !== 0).map(({ holder, held }) => [holder, held]));
};

async function verify(buyer: Buyer, phone: string): Promise<void> {
  await startPhoneVerification(buyer, { phone });
  const { text } = await OutboxMessage.findOneOrFail({ where: { purpose: 'code', recipient: phone }, order: { id: 'DESC' } });
  await finishPhoneVerification(buyer, { code: /\d{6}/.exec(text)?.[0] ?? '' });
}
let phones = 20_000_000;
const aPhone = () => `010${++phones}`;

describe('one press', () => {
  it.each([
    ['looks for a pending order', /expired_at.*FROM customers/is],
    ['looks at limit and stock', /JOIN customer_limits/],
  ])('that arrives twice is answered once, though the first is done when the second %s', async (_when, step) => {
    const sale = await aSale({ limit: 1, onHand: 1, surcharges: [0] });
    const buyer = await aBuyer(shop.ctx, university);
    const key = randomUUID();
    const held = gateBefore(step);
    const second = watched(held.watcher, () => placed(buyer, sale, [{}], key));
    await held.reached;
    const first = await placed(buyer, sale, [{}], key);
    held.open();
    expect((await second).number).toBe(first.number);
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 1 });
  });
});

describe('a limit', () => {
  it('follows a phone that is verified while an order is being placed', async () => {
    const sale = await aSale({ limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    await paid(shop, buyer, sale, [{ quantity: 2 }]);
    const phone = aPhone();
    // The limit was looked at under the old name; the transaction has not begun.
    const held = gateBefore(/JOIN variant_stock/);
    const ordering = watched(held.watcher, () => placed(buyer, sale, [{ quantity: 1 }]).catch((error: { code: string }) => error.code));
    // Nothing left for the second order either way: it is refused before the gate.
    await Promise.race([held.reached, ordering]);
    await verify(buyer, phone);
    held.open();
    expect(await ordering).toBe('limit_reached');
    expect(await heldOf(sale)).toEqual({ [holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() })]: 2 });
  });

  it('is counted under the phone by an order that was looked at before it was verified', async () => {
    const sale = await aSale({ limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    const phone = aPhone();
    const held = gateBefore(/JOIN variant_stock/);
    const ordering = watched(held.watcher, () => placed(buyer, sale, [{ quantity: 2 }]));
    await held.reached;
    await verify(buyer, phone);
    held.open();
    expect(await ordering).toMatchObject({ limitHolder: holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() }) });
    expect(await heldOf(sale)).toEqual({ [holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() })]: 2 });
  });

  // On SQLite one transaction runs at a time: nothing can come between.
  it.runIf(onMysql)('is given back once where an order is cancelled while its phone is verified', async () => {
    const sale = await aSale({ limit: 5 });
    const buyer = await aBuyer(shop.ctx, university);
    const { number } = await paid(shop, buyer, sale, [{ quantity: 2 }]);
    const phone = aPhone();
    const held = gateBefore(/UPDATE orders SET limit_holder|FROM .orders. .*FOR UPDATE/is);
    const verifying = watched(held.watcher, () => verify(buyer, phone));
    await held.reached;
    await cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' });
    held.open();
    await verifying;
    expect(await heldOf(sale)).toEqual({});
  });

  it('is shared by two accounts with one verified phone', async () => {
    const sale = await aSale({ limit: 2 });
    const phone = aPhone();
    const [one, two] = [await aBuyer(shop.ctx, university), await aBuyer(shop.ctx, university)];
    await verify(one, phone);
    await verify(two, phone);
    await paid(shop, one, sale, [{ quantity: 2 }]);
    expect(await refusal(placed(two, sale))).toMatchObject({ code: 'limit_reached' });
  });

  it('does not begin anew by changing the phone', async () => {
    const sale = await aSale({ limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    await verify(buyer, aPhone());
    await paid(shop, buyer, sale, [{ quantity: 2 }]);
    await changeMe(buyer, { phone: aPhone() });
    expect(await Customer.findOneByOrFail({ id: buyer.id })).toMatchObject({ phoneVerifiedAt: null });
    expect(await refusal(placed(buyer, sale))).toMatchObject({ code: 'limit_reached' });
    await verify(buyer, aPhone());
    expect(await refusal(placed(buyer, sale))).toMatchObject({ code: 'limit_reached' });
  });

  it('moves with what was returned, which still counts', async () => {
    const sale = await aSale({ kind: 'sale', limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    const { number, order } = await paid(shop, buyer, sale, [{ quantity: 2 }]);
    const staff = asRole(shop.ctx, 'owner');
    await prepareOrder(staff, order);
    await shipOrder(staff, { id: order.id, carrier: '한진택배', trackingNumber: '4000-1' });
    await requestReturn(buyer, number, { kind: 'defect', reason: '깨졌어요' });
    await decideReturn(staff, { id: order.id, decision: 'accepted', restock: false, reason: '확인했어요' });
    const phone = aPhone();
    await verify(buyer, phone);
    expect(await heldOf(sale)).toEqual({ [holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() })]: 2 });
    expect(await Order.findOneByOrFail({ id: order.id })).toMatchObject({
      limitHolder: holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() }),
    });
  });
});
