import { describe, expect, it } from 'vitest';
import { Order, type OrderDetail } from './orders.js';
import type { Told } from './told.js';

const at = new Date('2026-11-22T03:04:05.678Z');
const recipient = { name: '김서연', phone: '01012345678', postcode: '08826', address1: '관악로 1', address2: '', memo: '' };
const rest = {
  number: '20261122-7KQ2M4T9XW3HBCDE',
  placedAt: at,
  expiresAt: at,
  total: 1000,
  refunded: 0,
  promotion: { slug: 'a', title: 'A' },
  lines: [],
  recipient,
  shipment: null,
};

// Each `@ts-expect-error` is an error of `npm run types` itself as soon as the compiler stops refusing what stands below it.
describe('a view that is told', () => {
  it('may hold a Date where the contract has text, which JSON then writes as the contract wants it', () => {
    const view = { ...rest, state: 'paid', paymentState: 'paid' } satisfies Told<Order>;
    expect(Order.parse(JSON.parse(JSON.stringify(view)))).toMatchObject({ placedAt: '2026-11-22T03:04:05.678Z' });
  });

  it('is refused with a field missing', () => {
    // @ts-expect-error paymentState is missing
    const view = { ...rest, state: 'paid' } satisfies Told<Order>;
    expect(Order.safeParse(JSON.parse(JSON.stringify(view))).success).toBe(false);
  });

  it('is refused with a state that the contract doesn’t name', () => {
    // @ts-expect-error no order is frozen
    const view = { ...rest, paymentState: 'paid', state: 'frozen' } satisfies Told<Order>;
    expect(Order.safeParse(JSON.parse(JSON.stringify(view))).success).toBe(false);
  });

  it('is refused with a field that the contract doesn’t know, at any depth', () => {
    const payment = { method: 'card', amount: 1, state: 'paid', paidAt: at } satisfies Told<OrderDetail['payments'][number]>;
    // @ts-expect-error receiptId is told to nobody
    const more = { ...rest, state: 'paid', paymentState: 'paid', receiptId: 'x', payments: [payment] } satisfies Told<Order>;
    const paid = { ...rest, state: 'paid', paymentState: 'paid' } as const;
    // @ts-expect-error nor is a customer’s number
    const deep = { ...paid, recipient: { ...recipient, customerId: 7 } } satisfies Told<Order>;
    expect(['receiptId' in more, 'receiptId' in Order.shape]).toEqual([true, false]);
    expect(['customerId' in deep.recipient, 'customerId' in Order.shape.recipient.shape]).toEqual([true, false]);
  });
});
