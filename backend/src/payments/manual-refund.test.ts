import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../context.js';
import type { OrderDetailAnswer, PlacedOrderAnswer } from '../contract/index.js';
import { Staff } from '../staff/staff.entity.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { approveManualRefund } from './approve-manual-refund.js';
import { RefundAccount } from './refund-account.entity.js';
import { Refund } from './refund.entity.js';
import { showRefundAccount } from './show-refund-account.js';

let shop: TestShop;
let first: Context;
let second: Context;
beforeAll(async () => {
  shop = await startShop();
  [first, second] = [await aManager('a'), await aManager('b')] as [Context, Context];
});
afterAll(() => shop.stop());

async function aManager(name: string): Promise<Context> {
  const { id } = await Staff.save({ email: `${name}@mngshop.test`, name, role: 'manager', createdAt: new Date() });
  return { ...shop.ctx, actor: { kind: 'staff', id, role: 'manager' } };
}

/** A cancelled order whose refund Bootpay refuses for good. */
async function refusedForGood() {
  const university = await aUniversity();
  const sale = await aPromotion(shop, { universities: [university] });
  const student = await aStudent(shop, university);
  const body = {
    lines: [{ offerId: sale.offer.id, variantId: sale.variants[0]?.id, quantity: 1, unitPrice: 1_290_000 }],
    recipient: RECIPIENT,
  };
  const placed = (await student.post<PlacedOrderAnswer>('/api/customer/orders', body, { 'Idempotency-Key': 'manual-refund' })).body;
  const { number } = placed.order;
  const receiptId = await shop.pay(number, placed.payment.price);
  await student.post(`/api/customer/orders/${number}/payment`, { receiptId });
  shop.simulator.faults.plan({ on: 'cancel', kind: 'refuse', receiptId, times: 10 });
  await student.post(`/api/customer/orders/${number}/cancellation`, { reason: '필요 없어요' });
  for (let tries = 0; tries < 6; tries++) {
    await shop.settle();
    shop.clock.pass(11 * 60_000);
  }
  const refund = await Refund.findOneByOrFail({ state: 'manual', amount: 1_290_000 });
  const order = async () => (await student.get<OrderDetailAnswer>(`/api/customer/orders/${number}`)).body.order;
  return { student, number, refund, order };
}

describe('a refund that Bootpay refuses for good', () => {
  it('goes to the account that the customer names, with two approvals, and the account is erased', async () => {
    const { student, number, refund, order } = await refusedForGood();
    expect((await shop.messages('slack')).some((message) => message.text.includes('사람이 이어'))).toBe(true);
    await expect(approveManualRefund(first, refund)).rejects.toMatchObject({ code: 'no_account' });

    const account = { bank: '하나은행', number: '123-456789-01234', holder: '이하늘' };
    expect((await student.send('PUT', `/api/customer/orders/${number}/refund-account`, account)).status).toBe(200);
    const stored = await RefundAccount.findOneOrFail({ where: { refundId: refund.id }, select: { refundId: true, account: true } });
    expect(stored.account).not.toContain('45678901234');
    expect(await showRefundAccount(first, { id: refund.id, address: '127.0.0.1' })).toEqual({ ...account, number: '12345678901234' });

    expect(await approveManualRefund(first, refund)).toBe(1);
    expect(await approveManualRefund(first, refund)).toBe(1);
    expect(await order()).toMatchObject({ refunded: 0 });
    expect(await approveManualRefund(second, refund)).toBe(0);
    expect(await order()).toMatchObject({ refunded: 1_290_000, paymentState: 'refunded' });
    expect(await RefundAccount.countBy({ refundId: refund.id })).toBe(0);
    await expect(approveManualRefund(second, refund)).rejects.toMatchObject({ code: 'not_manual' });
  });
});
