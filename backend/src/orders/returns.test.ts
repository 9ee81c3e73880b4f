import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { settlePromotion } from '../settlement/settle-promotion.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { aBuyer, paid, type Wanted } from '../testing/buyers.js';
import { aPromotion, aUniversity, type SaleSetting } from '../testing/fixtures.js';
import { asRole } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { cancelOrder } from './cancel-order.js';
import { changeRecipient } from './change-recipient.js';
import { completeOrder } from './complete-order.js';
import { decideReturn } from './decide-return.js';
import { deliverOrder } from './deliver-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { prepareOrder } from './prepare-order.js';
import { requestReturn } from './request-return.js';
import { ReturnRequest } from './return-request.entity.js';
import { shipOrder } from './ship-order.js';
import { showOrder } from './show-order.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
beforeEach(() => shop.simulator.faults.clear());
afterAll(() => shop.stop());

const DAY = 86_400_000;
const DEFECT = { kind: 'defect' as const, reason: '화면이 깨졌어요' };
const CHANGED_MIND = { kind: 'change_of_mind' as const, reason: '생각보다 커요' };
const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 2, unitPrice: 90_000 },
];

/** A bought and paid order of a sale, which can be sent at once. */
async function bought(wanted: Wanted[] = [{}], setting: SaleSetting = {}) {
  const sale = await aPromotion(shop, { kind: 'sale', universities: [university], tiers: TIERS.slice(0, 1), ...setting });
  const buyer = await aBuyer(shop.ctx, university);
  const { number, order } = await paid(shop, buyer, sale, wanted);
  const { id } = order;
  const staff = asRole(shop.ctx, 'owner');
  return {
    sale,
    buyer,
    number,
    id,
    staff,
    order: () => Order.findOneByOrFail({ id }),
    stock: (variant = 0) => VariantStock.findOneByOrFail({ variantId: sale.variants[variant]?.id ?? 0 }),
    send: async () => {
      await prepareOrder(staff, { id });
      await shipOrder(staff, { id, carrier: '한진택배', trackingNumber: `40${String(id).padStart(8, '0')}` });
    },
    decide: (decision: 'accepted' | 'declined', restock = false) => decideReturn(staff, { id, decision, restock, reason: '확인했어요' }),
    detail: async () => (await showOrder(buyer, number)).order,
  };
}

async function delivered(wanted: Wanted[] = [{}]) {
  const order = await bought(wanted);
  await order.send();
  await deliverOrder(order.staff, { id: order.id });
  return order;
}

describe('a return', () => {
  it('is asked for within seven days of delivery, to the millisecond', async () => {
    const { buyer, number, order } = await delivered();
    const deliveredAt = (await order()).deliveredAt as Date;
    const at = (ms: number) => ({ ...buyer, clock: { now: () => new Date(deliveredAt.getTime() + ms) } });
    expect(await refusal(requestReturn(at(7 * DAY + 1), number, DEFECT))).toMatchObject({ status: 409, code: 'not_returnable' });
    await requestReturn(at(7 * DAY), number, DEFECT);
    expect(await order()).toMatchObject({ state: 'return_requested' });
  });

  it('can be asked for on its way too, and asking twice at once is asking once', async () => {
    const { buyer, number, id, send, order } = await bought();
    await send();
    await Promise.all([requestReturn(buyer, number, DEFECT), requestReturn(buyer, number, DEFECT)]);
    expect(await order()).toMatchObject({ state: 'return_requested' });
    expect(await ReturnRequest.countBy({ orderId: id })).toBe(1);
  });

  it('of a stranger’s order does not exist', async () => {
    const { number } = await delivered();
    expect(await refusal(requestReturn(await aBuyer(shop.ctx, university), number, DEFECT))).toMatchObject({ status: 404 });
  });

  it('of what was never sent says what to do instead, and of what has ended does not', async () => {
    const { buyer, number } = await bought();
    const early = await refusal(requestReturn(buyer, number, DEFECT));
    expect([early.code, early.detail]).toEqual(['not_returnable', expect.stringContaining('취소')]);
    await cancelOrder(buyer, { number, reason: '필요 없어졌어요' });
    const ended = await refusal(requestReturn(buyer, number, DEFECT));
    expect([ended.code, ended.detail]).toEqual(['not_returnable', expect.not.stringContaining('취소해')]);
  });

  it('is declined with a reason that a handset shows', async () => {
    const { buyer, number, id, staff, order } = await delivered();
    await requestReturn(buyer, number, DEFECT);
    const declined = (reason: string) => decideReturn(staff, { id, decision: 'declined', restock: false, reason });
    expect(await refusal(declined('쓴 흔적 🙅'))).toMatchObject({ status: 422, errors: [{ path: 'reason' }] });
    expect(await order()).toMatchObject({ state: 'return_requested' });
    await declined('쓴 흔적 — 보세요');
    expect((await OutboxMessage.findBy({ groupKey: `order/${id}` })).at(-1)?.text).toContain('이유: 쓴 흔적 - 보세요');
  });

  it('for a defect gives everything back and the units to stock, if staff say so', async () => {
    const { buyer, number, id, decide, order, stock } = await delivered([{ quantity: 2 }, { variant: 1 }]);
    expect(await stock()).toMatchObject({ onHand: 98, reserved: 0 });
    await requestReturn(buyer, number, DEFECT);
    await decide('accepted', true);
    expect(await order()).toMatchObject({ state: 'returned', refunded: 0 });
    expect(await Refund.findOneByOrFail({ orderId: id })).toMatchObject({ kind: 'return', amount: 350_000, state: 'due' });
    expect([await stock(0), await stock(1)]).toMatchObject([
      { onHand: 100, reserved: 0 },
      { onHand: 100, reserved: 0 },
    ]);
    await shop.settle();
    expect(await order()).toMatchObject({ refunded: 350_000, pay: 'refunded' });
    const lines = await OrderLine.find({ where: { orderId: id }, order: { id: 'ASC' } });
    expect(lines).toMatchObject([
      { state: 'returned', refunded: 200_000 },
      { state: 'returned', refunded: 150_000 },
    ]);
  });

  it('for a change of mind keeps the postage, and the units off the shelf unless staff put them back', async () => {
    const { buyer, number, id, decide, order, stock } = await delivered();
    await requestReturn(buyer, number, CHANGED_MIND);
    await decide('accepted');
    expect(await Refund.findOneByOrFail({ orderId: id })).toMatchObject({ amount: 94_000 });
    expect(await stock()).toMatchObject({ onHand: 99, reserved: 0 });
    await shop.settle();
    expect(await order()).toMatchObject({ state: 'returned', refunded: 94_000, pay: 'partially_refunded' });
  });

  it('after a settlement gives back what was kept, not what was charged', async () => {
    const order = await bought([{ quantity: 2 }], { kind: 'group_buy', tiers: TIERS, closesIn: 1 });
    shop.clock.pass(3_600_001);
    await settlePromotion(shop.ctx, order.sale.promotion.id);
    await order.send();
    await requestReturn(order.buyer, order.number, CHANGED_MIND);
    await order.decide('accepted');
    const refunds = await Refund.find({ where: { orderId: order.id }, order: { id: 'ASC' } });
    expect(refunds).toMatchObject([
      { kind: 'settle', amount: 20_000 },
      { kind: 'return', amount: 174_000 },
    ]);
    await shop.settle();
    expect(await order.order()).toMatchObject({ refunded: 194_000, pay: 'partially_refunded' });
  });

  it('that costs more postage than was paid owes nothing', async () => {
    const order = await bought([{}], { tiers: [{ fromQuantity: 1, unitPrice: 5_000 }] });
    await order.send();
    await requestReturn(order.buyer, order.number, CHANGED_MIND);
    await order.decide('accepted');
    expect(await order.order()).toMatchObject({ state: 'returned' });
    expect(await Refund.countBy({ orderId: order.id })).toBe(0);
  });

  it('is decided once, even by two at once, and stands in the audit log', async () => {
    const { buyer, number, id, decide } = await delivered();
    await requestReturn(buyer, number, DEFECT);
    const outcomes = await Promise.allSettled([decide('accepted', true), decide('declined')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(decide('accepted'))).toMatchObject({ status: 409, code: 'no_return' });
    expect(await AuditEntry.countBy({ action: 'decideReturn', recordId: String(id) })).toBe(1);
  });

  it('is not decided by who may not', async () => {
    const { buyer, number, id, order } = await delivered();
    await requestReturn(buyer, number, DEFECT);
    const input = { id, decision: 'accepted' as const, restock: false, reason: '좋아요' };
    expect(await refusal(decideReturn(asRole(shop.ctx, 'fulfilment'), input))).toMatchObject({ status: 403 });
    expect(await refusal(decideReturn(buyer, input))).toMatchObject({ status: 403 });
    expect(await order()).toMatchObject({ state: 'return_requested' });
  });

  it('that was declined is told, and can be asked for again while the week lasts', async () => {
    const { buyer, number, id, decide, order, detail } = await delivered();
    const { deliveredAt } = await order();
    await requestReturn(buyer, number, CHANGED_MIND);
    await decide('declined');
    expect(await order()).toMatchObject({ state: 'delivered', deliveredAt });
    expect((await detail()).timeline.map(({ event }) => event)).toContain('return_declined');
    const told = await OutboxMessage.findBy({ groupKey: `order/${id}` });
    expect(told.some(({ text }) => text.includes('받아들일 수 없었어요'))).toBe(true);
    await requestReturn(buyer, number, DEFECT);
    await decide('accepted');
    expect(await order()).toMatchObject({ state: 'returned' });
    expect(await Refund.findBy({ orderId: id })).toMatchObject([{ amount: 100_000 }]);
  });

  it('declined before anybody saw the parcel arrive counts as arrived, for the customer too', async () => {
    const { buyer, number, send, decide, order, detail } = await bought();
    await send();
    await requestReturn(buyer, number, CHANGED_MIND);
    await decide('declined');
    const { deliveredAt } = await order();
    expect(deliveredAt).not.toBeNull();
    expect((await detail()).shipment).toMatchObject({ deliveredAt });
  });

  it('keeps counting against the limit: it was bought', async () => {
    const { buyer, sale, number, decide } = await delivered([{ quantity: 2 }]);
    await requestReturn(buyer, number, DEFECT);
    await decide('accepted', true);
    expect(await CustomerLimit.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 2 });
  });
});

describe('time alone', () => {
  it('delivers after five days and completes seven days later, and not a moment before', async () => {
    const { id, send, order, detail } = await bought();
    await send();
    shop.clock.pass(5 * DAY - 2_000);
    expect(await completeOrder(shop.ctx, id)).toBe(false);
    shop.clock.pass(2_000);
    expect(await completeOrder(shop.ctx, id)).toBe(true);
    expect(await order()).toMatchObject({ state: 'delivered' });
    expect((await detail()).shipment?.deliveredAt).toEqual((await order()).deliveredAt);
    shop.clock.pass(7 * DAY - 2_000);
    expect(await completeOrder(shop.ctx, id)).toBe(false);
    shop.clock.pass(2_000);
    expect(await completeOrder(shop.ctx, id)).toBe(true);
    expect(await order()).toMatchObject({ state: 'completed' });
    expect(await completeOrder(shop.ctx, id)).toBe(false);
  });

  it('does not complete what is on its way back', async () => {
    const { buyer, number, id, order } = await delivered();
    await requestReturn(buyer, number, DEFECT);
    shop.clock.pass(30 * DAY);
    expect(await completeOrder(shop.ctx, id)).toBe(false);
    expect(await order()).toMatchObject({ state: 'return_requested' });
  });

  it('and a return at the last moment: one of them comes first, and both are right', async () => {
    const { buyer, number, id, order } = await delivered();
    shop.clock.pass(7 * DAY - 20);
    const late = { ...buyer, clock: { now: () => new Date(shop.clock.now().getTime() - 1_000) } };
    const asked = requestReturn(late, number, DEFECT).catch((error: { code: string }) => error.code);
    shop.clock.pass(1_000);
    const [outcome] = await Promise.all([asked, completeOrder(shop.ctx, id)]);
    const { state, completedAt } = await order();
    expect(outcome === undefined ? [state, completedAt] : [state, outcome]).toEqual(
      outcome === undefined ? ['return_requested', null] : ['completed', 'not_returnable'],
    );
  });
});

describe('the recipient', () => {
  const NEW = {
    name: '박다음',
    phone: '01055556666',
    postcode: '04524',
    address1: '서울특별시 중구 세종대로 110',
    address2: '',
    memo: '문 앞',
  };

  it('changes until the parcel is packed, and for nobody else', async () => {
    const { buyer, number, id, staff, detail } = await bought();
    await changeRecipient(buyer, number, NEW);
    expect((await detail()).recipient).toEqual(NEW);
    expect(await refusal(changeRecipient(await aBuyer(shop.ctx, university), number, NEW))).toMatchObject({ status: 404 });
    await prepareOrder(staff, { id });
    expect(await refusal(changeRecipient(buyer, number, { ...NEW, name: '이나중' }))).toMatchObject({
      status: 409,
      code: 'recipient_fixed',
    });
    expect((await detail()).recipient).toEqual(NEW);
  });

  it('does not change once the order has ended', async () => {
    const { buyer, number } = await bought();
    await cancelOrder(buyer, { number, reason: '필요 없어졌어요' });
    expect(await refusal(changeRecipient(buyer, number, NEW))).toMatchObject({ status: 409 });
  });

  it('is either the new one before packing or the old one after, when both come at once', async () => {
    const { buyer, number, id, staff, order } = await bought();
    const changed = await Promise.all([
      changeRecipient(buyer, number, NEW).then(
        () => true,
        () => false,
      ),
      prepareOrder(staff, { id }),
    ]);
    expect(await order()).toMatchObject({ state: 'preparing', recipientName: changed[0] ? NEW.name : '이하늘' });
  });
});
