import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { University } from '../catalog/university.entity.js';
import type { OrderDetailAnswer, PlacedOrderAnswer } from '../contract/index.js';
import { OrderDetailAnswer as OrderDetailShape, PlacedOrderAnswer as PlacedShape, HistoryAnswer } from '../contract/index.js';
import { Payment } from '../ledger/payment.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT, type SaleSetting } from '../testing/fixtures.js';
import type { Client } from '../testing/client.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());

type Sale = Awaited<ReturnType<typeof aPromotion>>;
let press = 0;
const orderBody = ({ offer, variants }: Sale, change: object = {}, variant = 0) => ({
  lines: [
    {
      offerId: offer.id,
      variantId: variants[variant]?.id,
      quantity: 1,
      unitPrice: 1_290_000 + (variants[variant]?.surcharge ?? 0),
      ...change,
    },
  ],
  recipient: RECIPIENT,
});
const place = (client: Client, body: unknown, key = `press-${++press}-key`) =>
  client.post<PlacedOrderAnswer & { code: string; detail: string }>('/api/customer/orders', body, { 'Idempotency-Key': key });
const submit = (client: Client, number: string, receiptId: string) =>
  client.post<OrderDetailAnswer & { code: string }>(`/api/customer/orders/${number}/payment`, { receiptId });
const detail = (client: Client, number: string) => client.get<OrderDetailAnswer>(`/api/customer/orders/${number}`);
const stockOf = (sale: Sale) => VariantStock.findOneByOrFail({ variantId: sale.variants[0]?.id ?? 0 });
const counterOf = (sale: Sale) => OfferCounter.findOneByOrFail({ offerId: sale.offer.id });

async function placed(setting: SaleSetting = {}) {
  const sale = await aPromotion(shop, { universities: [university], ...setting });
  const student = await aStudent(shop, university);
  const { body } = await place(student, orderBody(sale));
  return { sale, student, number: body.order.number, price: body.payment.price };
}

describe('an order', () => {
  it('is placed, paid in the window, told once to Slack and to the customer, and kept in the history', async () => {
    const { sale, student, number, price } = await placed();
    const receiptId = await shop.pay(number, price);
    const paid = await submit(student, number, receiptId);
    expect(paid.status).toBe(200);
    expect(paid.body.order).toMatchObject({ state: 'paid', paymentState: 'paid', total: 1_290_000, refunded: 0 });
    OrderDetailShape.parse(paid.body);
    expect(await counterOf(sale)).toMatchObject({ held: 1, sold: 1 });

    await shop.settle();
    const slack = (await shop.messages('slack')).filter((message) => message.text.includes(number));
    expect(slack).toHaveLength(1);
    expect(slack[0]?.text).toContain('1,290,000원');
    expect(slack[0]?.text).not.toContain(RECIPIENT.name);
    expect((await shop.messages('sms')).filter((message) => message.to === student.phone)).toHaveLength(1);

    const history = await student.get('/api/orders/history');
    expect(HistoryAnswer.parse(history.body).orders.map((order) => order.number)).toEqual([number]);
    expect((await submit(student, number, receiptId)).status).toBe(200);
    await shop.settle();
    expect((await shop.messages('slack')).filter((message) => message.text.includes(number))).toHaveLength(1);
  });

  it('answers the same bytes to the same key and body, even at once, and refuses another body under it', async () => {
    const sale = await aPromotion(shop, { universities: [university] });
    const student = await aStudent(shop, university);
    const answers = await Promise.all([1, 2, 3].map(() => place(student, orderBody(sale), 'double-click-1')));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    PlacedShape.parse(answers[0]?.body);
    expect(await counterOf(sale)).toMatchObject({ held: 1 });
    const other = await place(student, orderBody(sale, { quantity: 2 }), 'double-click-1');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch']);
    const none = await student.post<{ code: string }>('/api/customer/orders', orderBody(sale));
    expect([none.status, none.body.code]).toEqual([422, 'invalid']);
  });

  it('holds its stock while it waits and gives it back when its time is over', async () => {
    const { sale, student, number } = await placed({ limit: 1 });
    expect(await stockOf(sale)).toMatchObject({ onHand: 100, reserved: 1 });
    await shop.settle();
    expect((await detail(student, number)).body.order.state).toBe('pending');
    shop.clock.pass(15 * 60_000 + 1);
    await shop.settle();
    expect((await detail(student, number)).body.order.state).toBe('expired');
    expect(await stockOf(sale)).toMatchObject({ onHand: 100, reserved: 0 });
    expect(await counterOf(sale)).toMatchObject({ held: 0, sold: 0 });
    expect((await place(student, orderBody(sale))).status).toBe(201);
  });

  it('is cancelled by its customer, and the whole amount goes back, once', async () => {
    const { sale, student, number, price } = await placed();
    const receiptId = await shop.pay(number, price);
    await submit(student, number, receiptId);
    const path = `/api/customer/orders/${number}/cancellation`;
    const cancels = await Promise.all([
      student.post(path, { reason: '마음이 바뀌었어요' }),
      student.post(path, { reason: '마음이 바뀌었어요' }),
    ]);
    expect(cancels.map((answer) => answer.status)).toEqual([200, 200]);
    await shop.settle();
    await shop.settle();
    const { order } = (await detail(student, number)).body;
    expect(order).toMatchObject({ state: 'cancelled', paymentState: 'refunded', refunded: price });
    expect(order.lines[0]).toMatchObject({ state: 'cancelled', refunded: price });
    expect(order.refunds).toMatchObject([{ kind: 'cancel', amount: price, state: 'done' }]);
    expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ cancelled_price: price });
    expect(shop.simulator.ledger.cancels(receiptId)).toHaveLength(1);
    expect(await counterOf(sale)).toMatchObject({ held: 0, sold: 0 });
    expect(await stockOf(sale)).toMatchObject({ reserved: 0 });
  });

  it('that is not theirs is 404 to another student, for every verb', async () => {
    const { number } = await placed();
    const stranger = await aStudent(shop, university);
    const answers = await Promise.all([
      detail(stranger, number),
      submit(stranger, number, 'a'.repeat(24)),
      stranger.post(`/api/customer/orders/${number}/cancellation`, { reason: '남의 주문' }),
      stranger.send('PUT', `/api/customer/orders/${number}/recipient`, RECIPIENT),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
  });
});

describe('an order is refused', () => {
  const refused = async (setting: SaleSetting, change: object = {}, variant = 0) => {
    const sale = await aPromotion(shop, { universities: [university], ...setting });
    const { status, body } = await place(await aStudent(shop, university), orderBody(sale, change, variant));
    expect(await counterOf(sale)).toMatchObject({ held: 0 });
    return [status, body.code];
  };

  it.each([
    ['for another university', { universities: [] }, {}, [404, 'not_found']],
    ['of a draft', { state: 'draft' }, {}, [404, 'not_found']],
    ['before it opens', { opensIn: 1 }, {}, [409, 'promotion_closed']],
    ['after it closed', { opensIn: -3, closesIn: -1 }, {}, [409, 'promotion_closed']],
    ['at a price that is not the shop’s', {}, { unitPrice: 1_000 }, [409, 'price_changed']],
    ['above the limit of one person', { limit: 2 }, { quantity: 3 }, [409, 'limit_reached']],
    ['above the cap', { cap: 2 }, { quantity: 3 }, [409, 'cap_reached']],
    ['above the stock', { onHand: 2 }, { quantity: 3 }, [409, 'sold_out']],
    ['for no units', {}, { quantity: 0 }, [422, 'invalid']],
    ['with a field nobody knows', {}, { discount: 1 }, [422, 'invalid']],
  ] satisfies [string, SaleSetting, object, unknown[]][])('%s', async (_name, setting, change, expected) => {
    expect(await refused(setting, change)).toEqual(expected);
  });

  it.each([
    ['the limit', { limit: 3 }, 2, 2, '한 사람이 3개까지 살 수 있어요. 이미 2개를 주문했으니 1개까지로 수량을 줄여 주세요.'],
    ['the limit, used up', { limit: 2 }, 2, 1, '한 사람이 2개까지 살 수 있어요. 이미 2개를 주문해서 더 살 수 없어요.'],
    ['the limit at once', { limit: 3 }, 0, 4, '한 사람이 3개까지 살 수 있어요. 3개까지로 수량을 줄여 주세요.'],
    ['the cap', { cap: 5 }, 2, 4, '상품은 지금 3개 남았어요. 수량을 줄여서 다시 주문해 주세요.'],
    ['the cap, all gone', { cap: 2, limit: 9 }, 2, 1, '상품이 모두 나갔어요. 취소가 나오면 다시 살 수 있어요.'],
    ['the stock', { onHand: 5 }, 2, 4, '옵션은 지금 3개 남았어요. 수량을 줄이거나 다른 옵션을 골라 주세요.'],
    ['the stock, all gone', { onHand: 2, limit: 9 }, 2, 1, '옵션이 다 팔렸어요. 다른 옵션을 골라 주세요.'],
  ] satisfies [string, SaleSetting, number, number, string][])(
    'above %s with how many are left',
    async (_name, setting, before, quantity, said) => {
      const sale = await aPromotion(shop, { universities: [university], ...setting });
      const student = await aStudent(shop, university);
      if (before > 0) {
        const { order, payment } = (await place(student, orderBody(sale, { quantity: before }))).body;
        await submit(student, order.number, await shop.pay(order.number, payment.price));
      }
      const { status, body } = await place(student, orderBody(sale, { quantity }));
      expect([status, body.detail]).toEqual([409, expect.stringContaining(said)]);
    },
  );

  it('while another of the same promotion waits to be paid', async () => {
    const { sale, student } = await placed();
    const { status, body } = await place(student, orderBody(sale));
    expect([status, body.code]).toEqual([409, 'order_pending']);
  });

  it('for an hour after three that ran out', async () => {
    const { sale, student } = await placed();
    for (let round = 0; round < 3; round++) {
      shop.clock.pass(16 * 60_000);
      await shop.settle();
      if (round < 2) expect((await place(student, orderBody(sale))).status).toBe(201);
    }
    const paused = await place(student, orderBody(sale));
    expect(paused.status).toBe(429);
    expect(Number(paused.headers.get('Retry-After'))).toBeGreaterThan(3_000);
  });

  it('by the row itself when the last unit goes to one of many at once', async () => {
    const sale = await aPromotion(shop, { universities: [university], onHand: 3 });
    const students = await Promise.all(Array.from({ length: 8 }, () => aStudent(shop, university)));
    const answers = await Promise.all(students.map((student) => place(student, orderBody(sale))));
    const codes = answers.map((answer) => (answer.status === 201 ? 'placed' : answer.body.code));
    expect(codes.filter((code) => code === 'placed')).toHaveLength(3);
    expect(codes.filter((code) => code === 'sold_out')).toHaveLength(5);
    expect(await stockOf(sale)).toMatchObject({ onHand: 3, reserved: 3 });
  });
});

describe('a receipt', () => {
  it.each([
    ['of another amount', { price: 1_000 }],
    ['of another environment', { sandbox: false }],
    ['in another currency', { currency: 'USD' }],
    ['of a virtual account', { status: 5 }],
  ])('%s is refused, and the order can still be paid with a right one', async (_name, other) => {
    const { student, number, price } = await placed();
    const wrong = await shop.pay(number, price, other);
    const refusal = await submit(student, number, wrong);
    expect([refusal.status, refusal.body.code]).toEqual([409, 'receipt_refused']);
    expect((await detail(student, number)).body.order).toMatchObject({ state: 'pending', paymentState: 'none' });
    expect(shop.simulator.ledger.receipt(wrong)).not.toMatchObject({ status: 1 });
    expect((await submit(student, number, await shop.pay(number, price))).status).toBe(200);
  });

  it('of another order is refused, stays usable for its own, and pays only once', async () => {
    const victim = await placed();
    const thief = await placed();
    const receiptId = await shop.pay(victim.number, victim.price);
    const stolen = await submit(thief.student, thief.number, receiptId);
    expect([stolen.status, stolen.body.code]).toEqual([409, 'receipt_refused']);
    expect((await submit(victim.student, victim.number, receiptId)).status).toBe(200);
    const again = await submit(thief.student, thief.number, receiptId);
    expect([again.status, again.body.code]).toEqual([409, 'receipt_refused']);
    expect((await detail(thief.student, thief.number)).body.order).toMatchObject({ state: 'pending', paymentState: 'none' });
    expect(await Payment.countBy({ receiptId })).toBe(1);
  });

  it('that nobody knows is refused', async () => {
    const { student, number } = await placed();
    const unknown = await submit(student, number, 'f'.repeat(24));
    expect([unknown.status, unknown.body.code]).toEqual([409, 'receipt_refused']);
  });

  it('submitted twice at once pays once', async () => {
    const { sale, student, number, price } = await placed();
    const receiptId = await shop.pay(number, price);
    const answers = await Promise.all([submit(student, number, receiptId), submit(student, number, receiptId)]);
    for (const answer of answers) expect([200, 202]).toContain(answer.status);
    expect(await counterOf(sale)).toMatchObject({ held: 1, sold: 1 });
  });

  it('whose confirm was captured but not answered is found by the reconciler', async () => {
    const { sale, student, number, price } = await placed();
    const receiptId = await shop.pay(number, price);
    shop.simulator.faults.plan({ on: 'confirm', kind: 'commit_then_drop', receiptId });
    shop.simulator.faults.plan({ on: 'receipt', kind: 'drop', receiptId, times: 2 });
    await submit(student, number, receiptId); // the read is dropped: kept for later
    const answer = await submit(student, number, receiptId);
    expect(answer.status).toBe(202);
    shop.clock.pass(11_000);
    await shop.settle();
    shop.clock.pass(180_000);
    await shop.settle();
    expect((await detail(student, number)).body.order).toMatchObject({ state: 'paid', paymentState: 'paid' });
    expect(await counterOf(sale)).toMatchObject({ held: 1, sold: 1 });
  });

  it('that Bootpay declines leaves the order payable', async () => {
    const { student, number, price } = await placed();
    const receiptId = await shop.pay(number, price);
    shop.simulator.faults.plan({ on: 'confirm', kind: 'expired', receiptId });
    const declined = await submit(student, number, receiptId);
    expect([declined.status, declined.body.code]).toEqual([409, 'receipt_refused']);
    expect((await detail(student, number)).body).toMatchObject({
      order: { state: 'pending', paymentState: 'failed' },
      payment: { orderId: number },
    });
    expect((await submit(student, number, await shop.pay(number, price))).status).toBe(200);
  });
});

describe('the way back from the window', () => {
  it('leads to the result page, and pays even if the page never opens', async () => {
    const sale = await aPromotion(shop, { universities: [university] });
    const student = await aStudent(shop, university);
    const { order, payment } = (await place(student, orderBody(sale))).body;
    const receiptId = await shop.pay(order.number, payment.price);
    const back = await fetch(`${payment.redirectUrl}&event=confirm&receipt_id=${receiptId}`, { redirect: 'manual' });
    expect([back.status, back.headers.get('location')]).toEqual([303, `/payment-result?order=${order.number}&receipt=${receiptId}`]);
    await shop.settle();
    expect((await detail(student, order.number)).body.order.state).toBe('paid');
    const forged = await fetch(`${payment.redirectUrl.replace(/token=.*/, 'token=guess')}&receipt_id=${receiptId}`, { redirect: 'manual' });
    expect(forged.headers.get('location')).toBe('/payment-result');
  });
});
