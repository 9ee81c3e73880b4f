import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../kernel/context.js';
import type { OrderDetailAnswer, PlacedOrderAnswer } from '../contract/index.js';
import { OrderDetailAnswer as OrderDetailShape } from '../contract/index.js';
import { Order } from '../orders/order.entity.js';
import { AccessEntry } from '../access/access-entry.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { approveManualRefund } from './approve-manual-refund.js';
import { askAccountAgain } from './ask-account-again.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { Refund } from '../ledger/refund.entity.js';
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
  const { id } = await Order.findOneByOrFail({ number });
  const refund = await Refund.findOneByOrFail({ state: 'manual', orderId: id });
  const order = async () => (await student.get<OrderDetailAnswer>(`/api/customer/orders/${number}`)).body.order;
  const name = (account: object) =>
    student.send('PUT', `/api/customer/orders/${number}/refund-account`, { ...account, password: 'long enough 123' });
  return { student, refund, order, name };
}

const ACCOUNT = { bank: '하나은행', number: '123-456789-01234', holder: '이하늘' };
const DIGITS = '12345678901234';
const address = '127.0.0.1';

describe('a refund that Bootpay refuses for good', () => {
  it('keeps the account open until it has gone back: nobody else could name where to', async () => {
    const { student } = await refusedForGood();
    const answer = await student.send<{ code: string; detail: string }>('DELETE', '/api/customer/me', { password: 'long enough 123' });
    expect([answer.status, answer.body.code]).toEqual([409, 'orders_live']);
    expect(answer.body.detail).toContain('환불');
  });

  it('goes to the account that the customer names, with two approvals, and the account is erased', async () => {
    const { student, refund, name, order } = await refusedForGood();
    const { id, amount } = refund;
    expect((await shop.messages('slack')).some((message) => message.text.includes('사람이 이어'))).toBe(true);
    const asked = (await shop.messages('sms')).filter(({ to, text }) => to === student.phone && text.includes('받을 계좌를 알려 주세요'));
    expect(asked).toHaveLength(1);
    expect((await order()).refunds).toMatchObject([{ state: 'manual', byHand: { account: null, transferring: false } }]);
    await expect(approveManualRefund(first, { id, amount })).rejects.toMatchObject({ code: 'no_account' });

    // Encrypted, the longest name that can be typed fits its column.
    const longest = { bank: '하나은행', number: '１２３–456789 ０１２３４', holder: '👩🏽‍🚀'.repeat(100) };
    expect((await name(longest)).status).toBe(200);
    expect(await showRefundAccount(first, { id, address })).toEqual({ ...longest, number: DIGITS });
    const named = await name(ACCOUNT);
    expect(named.status).toBe(200);
    OrderDetailShape.parse(named.body);
    expect((await order()).refunds[0]?.byHand).toEqual({ account: { bank: '하나은행', ending: '1234' }, transferring: false });
    const stored = await RefundAccount.findOneOrFail({ where: { refundId: id }, select: { refundId: true, account: true } });
    expect(stored.account).not.toContain('45678901234');
    expect(await showRefundAccount(first, { id, address })).toEqual({ ...ACCOUNT, number: DIGITS });
    expect(await AccessEntry.findOneBy({ resource: 'refunds', subjects: String(id) })).toMatchObject({ action: 'show', address });

    await expect(approveManualRefund(first, { id, amount: amount - 1 })).rejects.toMatchObject({ code: 'other_amount' });
    expect(await approveManualRefund(first, { id, amount })).toBe(1);
    expect(await approveManualRefund(first, { id, amount })).toBe(1);
    expect(await order()).toMatchObject({ refunded: 0 });
    expect(await approveManualRefund(second, { id, amount })).toBe(0);
    expect(await order()).toMatchObject({ refunded: 1_290_000, paymentState: 'refunded' });
    expect((await order()).refunds).toMatchObject([{ state: 'done', byHand: { account: null } }]);
    expect(await RefundAccount.countBy({ refundId: id })).toBe(0);
    await expect(showRefundAccount(first, { id, address })).rejects.toMatchObject({ status: 404 });
    await expect(approveManualRefund(second, { id, amount })).rejects.toMatchObject({ code: 'not_manual' });
    expect((await name(ACCOUNT)).body).toMatchObject({ code: 'no_manual_refund' });
  });

  it('goes to the account that was looked at: it can be named again until somebody has approved it, and not after', async () => {
    const { refund, name, order } = await refusedForGood();
    const { id, amount } = refund;
    await name(ACCOUNT);
    expect((await name({ ...ACCOUNT, bank: '우리은행' })).status).toBe(200);
    expect((await order()).refunds[0]?.byHand).toMatchObject({ account: { bank: '우리은행' } });
    await approveManualRefund(first, { id, amount });
    expect((await name(ACCOUNT)).body).toMatchObject({ status: 409, code: 'transfer_under_way' });
    expect((await order()).refunds[0]?.byHand).toMatchObject({ account: { bank: '우리은행' }, transferring: true });
  });

  it('whose account the bank does not take is asked for again, and needs both approvals again', async () => {
    const { student, refund, name, order } = await refusedForGood();
    const { id, amount } = refund;
    await expect(askAccountAgain(first, { id, reason: '없는 계좌' })).rejects.toMatchObject({ code: 'no_account' });
    await name(ACCOUNT);
    await approveManualRefund(first, { id, amount });
    await askAccountAgain(second, { id, reason: '없는 계좌' });
    expect(await RefundAccount.countBy({ refundId: id })).toBe(0);
    expect((await order()).refunds[0]?.byHand).toEqual({ account: null, transferring: false });
    await shop.settle();
    expect((await shop.messages('sms')).filter(({ to, text }) => to === student.phone && text.includes('계좌를 다시 알려'))).toHaveLength(
      1,
    );
    await name(ACCOUNT);
    expect(await approveManualRefund(second, { id, amount })).toBe(1);
    expect(await approveManualRefund(first, { id, amount })).toBe(0);
  });

  it('is approved by whom the table of roles lets cancel, and by nobody else', async () => {
    const { refund, name } = await refusedForGood();
    await name(ACCOUNT);
    for (const role of ['fulfilment', 'viewer'] as const) {
      const ctx: Context = { ...shop.ctx, actor: { kind: 'staff', id: 1, role } };
      await expect(approveManualRefund(ctx, refund)).rejects.toMatchObject({ status: 403 });
      await expect(showRefundAccount(ctx, { id: refund.id, address })).rejects.toMatchObject({ status: 403 });
      await expect(askAccountAgain(ctx, { id: refund.id, reason: '없는 계좌' })).rejects.toMatchObject({ status: 403 });
    }
  });

  it('is erased and approved once, however many approve at once', async () => {
    const { refund, name, order } = await refusedForGood();
    await name(ACCOUNT);
    const missing = await Promise.allSettled([first, second, first, second].map((ctx) => approveManualRefund(ctx, refund)));
    expect(missing.filter((one) => one.status === 'fulfilled' && one.value === 0)).toHaveLength(1);
    expect(await order()).toMatchObject({ refunded: refund.amount });
  });
});
