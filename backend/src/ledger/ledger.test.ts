import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transact } from '../database/database.js';
import { encryptField } from '../kernel/field-encryption.js';
import { Order } from '../orders/order.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { aBuyer } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { readLineMoney } from './line-money.js';
import { isReturnToken, paymentRequest } from './payment-request.js';
import { Payment } from './payment.entity.js';
import { freeLease, lapse, leasePayment, openPayment, storeCapture } from './payments.js';
import { readGivenBack } from './read-given-back.js';
import { accountPlace, approveTransfer, forgetAccount, forgetApprovals, keepAccount } from './refund-accounts.js';
import { RefundAccount } from './refund-account.entity.js';
import { RefundApproval } from './refund-approval.entity.js';
import { owe, refundCaptured } from './refund-captured.js';
import { Refund } from './refund.entity.js';
import { refundsByHand } from './refunds-by-hand.js';
import { moveRefund, noteTry, postponeRefund } from './refunds.js';

let database: TestDatabase;
let ctx: StaffContext;
let customerId: number;
let universityId: number;
let promotionId: number;
beforeAll(async () => {
  database = await openTestDatabase();
  ctx = staffContext(database.db);
  const university = await aUniversity();
  const { promotion } = await aPromotion({ clock: { now: ctx.clock.now, pass: ctx.clock.forward } });
  [customerId, universityId, promotionId] = [(await aBuyer(ctx, university)).id, university.id, promotion.id];
});
afterAll(() => database.drop());

const NOW = new Date('2026-11-23T03:00:00.000Z');
const at = (ms: number) => new Date(NOW.getTime() + ms);
let receipts = 0;
let orders = 0;

async function anOrder(): Promise<{ id: number }> {
  const nth = ++orders;
  const { identifiers } = await Order.insert({
    number: `L-${nth}`,
    customerId,
    universityId,
    promotionId,
    state: 'paid',
    total: 100_000,
    placedAt: NOW,
    expiresAt: NOW,
    recipientName: '이하늘',
    recipientPhone: '01012345678',
    recipientPostcode: '08826',
    recipientAddress1: '관악로 1',
    limitHolder: 'ledger',
    idemKey: `l${nth}`,
    idemHash: 'test',
  });
  return identifiers[0] as { id: number };
}

/** A payment of an order, and beside it one of another that looks the same, which nothing here may touch. */
async function aPayment(given: Partial<Payment> = {}) {
  const open = async (order: { id: number }) => {
    const receiptId = String(++receipts).padStart(24, '0');
    const fresh = { orderId: order.id, provider: 'bootpay', receiptId, method: '', amount: 100_000, submittedAt: at(-60_000) };
    await transact(ctx.db, (tx) => openPayment(tx, { ...fresh, state: 'confirming', nextCheckAt: null }));
    await Payment.update({ receiptId }, { orderId: order.id, ...given });
    return { order, receiptId, id: (await Payment.findOneByOrFail({ receiptId })).id };
  };
  const stored = (id: number) => Payment.findOneByOrFail({ id });
  const leased = (id: number) =>
    Payment.findOneOrFail({ where: { id }, select: { lease: true, leaseUntil: true, nextCheckAt: true, state: true } });
  const [one, other] = [await open(await anOrder()), await open(await anOrder())];
  const before = [await stored(other.id), await leased(other.id)];
  const isAlone = async () => expect([await stored(other.id), await leased(other.id)]).toEqual(before);
  return { ...one, other, stored: () => stored(one.id), leased: () => leased(one.id), isAlone };
}

async function aRefund(given: Partial<Refund> = {}) {
  const payment = await aPayment({ state: 'paid', captured: 100_000 });
  const k = `order/${payment.order.id}/cancel`;
  await transact(ctx.db, (tx) => refundCaptured(tx, ctx, payment.order.id, { k, kind: 'cancel', reason: '' }));
  await Refund.update({ k }, { k, ...given });
  const { id } = await Refund.findOneByOrFail({ k });
  return { id, orderId: payment.order.id, stored: () => Refund.findOneByOrFail({ id }) };
}

describe('a lease on a payment', () => {
  it.each<[string, Partial<Payment>, boolean]>([
    ['where nobody has one', {}, true],
    ['while another runs', { lease: 'theirs', leaseUntil: at(1) }, false],
    ['at the instant another ends', { lease: 'theirs', leaseUntil: at(0) }, false],
    ['once another has run out', { lease: 'theirs', leaseUntil: at(-1) }, true],
  ])('%s: %j is taken: %s', async (_, given, taken) => {
    const payment = await aPayment(given);
    const lease = { id: payment.id, lease: 'ours', until: at(60_000), now: NOW };
    expect(await transact(ctx.db, (tx) => leasePayment(tx, lease))).toBe(taken);
    expect(await payment.leased()).toMatchObject(taken ? { lease: 'ours', leaseUntil: at(60_000), nextCheckAt: null } : given);
    await payment.isAlone();
  });

  it.each<[string, Partial<Payment>, boolean]>([
    ['is due', { nextCheckAt: at(-1) }, true],
    ['is due in this instant', { nextCheckAt: at(0) }, true],
    ['is not due yet', { nextCheckAt: at(1) }, false],
    ['has nothing left to learn', { nextCheckAt: null }, false],
    ['is due, and leased', { nextCheckAt: at(-1), lease: 'theirs', leaseUntil: at(1) }, false],
  ])('to read its receipt, which %s: taken %s', async (_, given, taken) => {
    const payment = await aPayment(given);
    const lease = { id: payment.id, lease: 'ours', until: at(60_000), now: NOW };
    expect(await transact(ctx.db, (tx) => leasePayment(tx, lease, { next: at(5_000) }))).toBe(taken);
    expect(await payment.leased()).toMatchObject(taken ? { lease: 'ours', nextCheckAt: at(5_000) } : given);
    await payment.isAlone();
  });

  it('is freed by who has it, and by nobody else', async () => {
    const payment = await aPayment({ lease: 'ours', leaseUntil: at(1) });
    await freeLease(ctx.db, { id: payment.id, lease: 'theirs' });
    expect(await payment.leased()).toMatchObject({ lease: 'ours' });
    await freeLease(ctx.db, { id: payment.id, lease: 'ours' });
    expect(await payment.leased()).toMatchObject({ lease: null, leaseUntil: null });
    await payment.isAlone();
  });
});

describe('a payment', () => {
  const capture = (receiptId: string, to: 'paid' | 'lapsed') =>
    transact(ctx.db, (tx) => storeCapture(tx, { receiptId, to, captured: 100_000, method: 'card', paidAt: NOW }));

  it('is captured once, ends its lease with it, and is read no more', async () => {
    const payment = await aPayment({ lease: 'ours', leaseUntil: at(1), nextCheckAt: at(1) });
    await capture(payment.receiptId, 'paid');
    expect(await payment.stored()).toMatchObject({ state: 'paid', captured: 100_000, method: 'card', paidAt: NOW, nextCheckAt: null });
    expect(await payment.leased()).toMatchObject({ lease: null, leaseUntil: null });
    await payment.isAlone();
    await expect(capture(payment.receiptId, 'paid')).rejects.toThrow('cannot become paid');
  });

  it('that has lapsed is captured late and stays lapsed, and is never paid', async () => {
    const payment = await aPayment({ state: 'lapsed' });
    await expect(capture(payment.receiptId, 'paid')).rejects.toThrow('cannot become paid');
    await capture(payment.receiptId, 'lapsed');
    expect(await payment.stored()).toMatchObject({ state: 'lapsed', captured: 100_000 });
  });

  it.each<[string, Partial<Payment>, boolean]>([
    ['by who has the lease', { lease: 'ours' }, true],
    ['by nobody else', { lease: 'theirs' }, false],
    ['where it is paid, by nobody', { lease: 'ours', state: 'paid' }, false],
    ['where it has lapsed, by nobody', { lease: 'ours', state: 'lapsed' }, false],
  ])('is ended without its money %s', async (_, given, ends) => {
    const payment = await aPayment({ ...given, leaseUntil: at(1) });
    const { receiptId } = payment;
    expect(await transact(ctx.db, (tx) => lapse(tx, { receiptId, lease: 'ours', next: at(5_000) }))).toBe(ends);
    const after = ends ? { state: 'lapsed', lease: null, leaseUntil: null, nextCheckAt: at(5_000) } : { ...given, leaseUntil: at(1) };
    expect(await payment.leased()).toMatchObject(after);
    await payment.isAlone();
  });
});

describe('what is owed', () => {
  const refund = (amount: number, k: string) => ({ k, kind: 'staff' as const, reason: '품절', amount, lineId: 7 });

  it('is written with its won, to the last one that was captured and no further', async () => {
    const payment = await aPayment({ state: 'paid', captured: 100_000, committed: 60_000 });
    const of = { id: payment.id, orderId: payment.order.id };
    const give = (amount: number, k: string) => transact(ctx.db, (tx) => owe(tx, ctx, of, refund(amount, k)));
    const [first, second] = [`line/${payment.id}/a`, `line/${payment.id}/b`];
    await expect(give(40_001, first)).rejects.toThrow('exceeds what was captured');
    await give(40_000, first);
    await expect(give(1, second)).rejects.toThrow('exceeds what was captured');
    expect(await payment.stored()).toMatchObject({ committed: 100_000 });
    const now = ctx.clock.now();
    expect(await Refund.findBy({ paymentId: payment.id })).toMatchObject([
      {
        ...refund(40_000, first),
        orderId: payment.order.id,
        state: 'due',
        dueAt: now,
        requestedAt: now,
        promisedBy: new Date('2026-11-25T03:00Z'),
      },
    ]);
    await payment.isAlone();
  });

  it('is all that was captured and is not owed yet, once, where an order is cancelled', async () => {
    const payment = await aPayment({ state: 'paid', captured: 100_000, committed: 30_000 });
    const orderId = payment.order.id;
    const cancel = (k: string) => transact(ctx.db, (tx) => refundCaptured(tx, ctx, orderId, { k, kind: 'cancel', reason: '' }));
    expect(await cancel(`order/${orderId}/cancel`)).toBe(70_000);
    expect(await cancel(`order/${orderId}/again`)).toBe(0);
    expect(await Refund.findBy({ orderId })).toMatchObject([{ amount: 70_000, lineId: null, paymentId: payment.id }]);
    await payment.isAlone();
  });

  it('may be a single won', async () => {
    const payment = await aPayment({ state: 'paid', captured: 100_000, committed: 99_999 });
    const cause = { k: `order/${payment.order.id}/cancel`, kind: 'cancel' as const, reason: '' };
    expect(await transact(ctx.db, (tx) => refundCaptured(tx, ctx, payment.order.id, cause))).toBe(1);
    expect(await Refund.findBy({ orderId: payment.order.id })).toMatchObject([{ amount: 1 }]);
  });

  it.each(['confirming', 'lapsed'] as const)('is nothing of a payment that is %s', async (state) => {
    const payment = await aPayment({ state, captured: 100_000 });
    const cause = { k: `order/${payment.order.id}/cancel`, kind: 'cancel' as const, reason: '' };
    expect(await transact(ctx.db, (tx) => refundCaptured(tx, ctx, payment.order.id, cause))).toBe(0);
    expect(await Refund.countBy({ orderId: payment.order.id })).toBe(0);
  });

  it('is taken from the line it was owed for, and from no other order’s', async () => {
    const [one, other] = [await aRefund(), await aRefund({ state: 'done' })];
    const lines = [{ id: 7, quantity: 1, tierPrice: 100_000, surcharge: 0 }];
    expect([...(await readLineMoney(ctx.db, one.orderId, lines)).values()]).toEqual([
      { charged: 100_000, kept: 0, givenBack: 0, owed: 100_000 },
    ]);
    expect([...(await readLineMoney(ctx.db, other.orderId, lines)).values()]).toMatchObject([{ givenBack: 100_000, owed: 0 }]);
  });
});

describe('a refund', () => {
  it('moves where its table allows it, alone, and where its caller says so no further', async () => {
    const [one, other] = [await aRefund(), await aRefund()];
    const move = (...to: [Refund['state'], object?, Refund['state'][]?]) => transact(ctx.db, (tx) => moveRefund(tx, one.id, ...to));
    expect(await move('done', {}, ['manual'])).toBe(false);
    expect(await move('manual', { lastError: '거절' })).toBe(true);
    expect(await one.stored()).toMatchObject({ state: 'manual', lastError: '거절' });
    expect(await move('frozen')).toBe(false);
    expect(await move('done', { doneAt: NOW }, ['manual', 'frozen'])).toBe(true);
    expect(await move('done')).toBe(false);
    expect(await one.stored()).toMatchObject({ state: 'done', doneAt: NOW });
    expect(await other.stored()).toMatchObject({ state: 'due', lastError: '' });
  });

  it.each<[string, Partial<Refund>, boolean]>([
    ['that is due', { attempts: 2 }, true],
    ['that another worker has tried meanwhile', { attempts: 3 }, false],
    ['that people have taken over', { attempts: 2, state: 'manual' }, false],
    ['that is done', { attempts: 2, state: 'done' }, false],
  ])('%s is tried: %j, %s', async (_, given, tried) => {
    const [one, other] = [await aRefund(given), await aRefund(given)];
    const next = { cancelledBefore: 5_000, dueAt: at(60_000) };
    expect(await noteTry(ctx.db, { id: one.id, attempts: 2 }, next)).toBe(tried);
    expect(await one.stored()).toMatchObject(tried ? { attempts: 3, ...next } : { ...given, cancelledBefore: null });
    expect(await other.stored()).toMatchObject({ ...given, cancelledBefore: null });
  });

  it('is put off while it is due, alone', async () => {
    const [one, other, done] = [await aRefund(), await aRefund(), await aRefund({ state: 'done' })];
    const next = { refusals: 2, lastError: '거절', dueAt: at(60_000) };
    for (const { id } of [one, done]) await postponeRefund(ctx.db, id, next);
    expect(await one.stored()).toMatchObject(next);
    for (const untouched of [other, done]) expect(await untouched.stored()).toMatchObject({ refusals: 0, lastError: '' });
  });

  it('counts as given back from the instant it is done', async () => {
    const from = at(86_400_000);
    await aRefund({ state: 'done', doneAt: new Date(from.getTime() - 1), amount: 1 });
    await aRefund({ state: 'done', doneAt: from, amount: 20 });
    await aRefund({ state: 'done', doneAt: new Date(from.getTime() + 1), amount: 300 });
    await aRefund({ state: 'manual', doneAt: from, amount: 4_000 });
    expect(await readGivenBack(ctx, from)).toBe(320);
    expect(await readGivenBack(ctx, new Date(from.getTime() + 2))).toBe(0);
  });
});

describe('a refund by hand', () => {
  it('goes to the account named last, needs two people, and forgets both, and nobody else’s', async () => {
    const [one, other] = [await aRefund({ state: 'manual' }), await aRefund({ state: 'manual' })];
    const due = await aRefund();
    const staff = (name: string) => Staff.save({ email: `${name}@mngshop.test`, name, role: 'manager', createdAt: NOW });
    const [first, second] = [await staff('ledger-a'), await staff('ledger-b')];
    const account = (refundId: number, number: string) => ({
      refundId,
      account: encryptField(ctx.settings, accountPlace(refundId), JSON.stringify({ bank: '하나은행', number, holder: '이하늘' })),
      namedAt: NOW,
    });
    const how = async () => {
      const rows = await Promise.all([one, other, due].map(({ stored }) => stored()));
      const known = await refundsByHand(ctx, rows);
      return [one, other, due].map(({ id }) => known.get(id));
    };
    const nothing = { account: null, transferring: false };
    expect(await how()).toEqual([nothing, nothing, undefined]);
    expect(await refundsByHand(ctx, [await due.stored()])).toEqual(new Map());
    expect(await refundsByHand(ctx, [await one.stored()])).toEqual(new Map([[one.id, nothing]]));
    await transact(ctx.db, async (tx) => {
      for (const named of [account(one.id, '1111'), account(other.id, '99998888'), account(one.id, '123456')]) await keepAccount(tx, named);
      for (const { id } of [first, first, second]) await approveTransfer(tx, { refundId: one.id, staffId: id, at: NOW });
    });
    const theirs = { account: { bank: '하나은행', ending: '8888' }, transferring: false };
    expect(await how()).toEqual([{ account: { bank: '하나은행', ending: '3456' }, transferring: true }, theirs, undefined]);
    expect(await RefundApproval.countBy({ refundId: one.id })).toBe(2);
    await transact(ctx.db, (tx) => approveTransfer(tx, { refundId: other.id, staffId: first.id, at: NOW }));
    await transact(ctx.db, async (tx) => {
      await forgetAccount(tx, one.id);
      await forgetApprovals(tx, one.id);
    });
    expect(await how()).toEqual([nothing, { ...theirs, transferring: true }, undefined]);
    expect([await RefundAccount.countBy({ refundId: other.id }), await RefundApproval.countBy({ refundId: other.id })]).toEqual([1, 1]);
  });

  it('has an account that opens for this refund alone', () => {
    expect(accountPlace(7)).toBe('refund/7/account');
  });
});

describe('what the payment window is opened with', () => {
  const line = { variantId: 3, productName: '누리북', options: { 색: '은색', 크기: '14' }, quantity: 2, unitPrice: 50_000 };
  const request = (minutes: number, lines = [line]) => {
    const expiresAt = new Date(ctx.clock.now().getTime() + minutes * 60_000);
    return paymentRequest(ctx, { number: '20261122-A', total: 100_000, expiresAt }, lines);
  };

  it('is the order, its lines, and who is paid by', () => {
    const { redirectUrl, ...rest } = request(15);
    expect(rest).toEqual({
      provider: 'simulator',
      applicationKey: 'test',
      orderId: '20261122-A',
      orderName: '누리북',
      price: 100_000,
      items: [{ id: '3', name: '누리북 / 은색 / 14', qty: 2, price: 50_000 }],
      timeoutMinutes: 12,
    });
    const token = /^http:\/\/localhost:3000\/api\/payments\/bootpay\/return\?order=20261122-A&token=(.{32})$/.exec(redirectUrl)?.[1];
    expect(isReturnToken(ctx, '20261122-A', token ?? '')).toBe(true);
    expect(isReturnToken(ctx, '20261122-B', token ?? '')).toBe(false);
    expect(
      isReturnToken(
        staffContext(database.db, { settings: { secrets: { ...ctx.settings.secrets, customerToken: 'x' } } }),
        '20261122-A',
        token ?? '',
      ),
    ).toBe(false);
  });

  it('closes three minutes before the stock is given back, in whole minutes, and never at once', () => {
    expect([15.9, 4.1, 4, 3.5, 1].map((minutes) => request(minutes).timeoutMinutes)).toEqual([12, 1, 1, 1, 1]);
  });

  it('names the first of several products, and how many more there are', () => {
    const { orderName } = request(15, [line, { ...line, productName: '마우스' }, line]);
    expect(orderName).toMatch(/누리북.*2/);
    expect(request(15, [line, line]).orderName).toMatch(/누리북.*1/);
    expect(request(15, []).orderName).toBe('');
  });
});
