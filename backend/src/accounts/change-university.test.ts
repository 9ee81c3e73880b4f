import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations } from '../../prove/invariants.js';
import type { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import type { HistoryAnswer } from '../contract/index.js';
import { listOrders } from '../orders/list-orders.js';
import { Order } from '../orders/order.entity.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from '../staff/staff.entity.js';
import { aBuyer, type Buyer, paid, placed } from '../testing/buyers.js';
import { aPromotion, aStudent, aUniversity } from '../testing/fixtures.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { changeUniversity } from './change-university.js';
import { Customer } from '../customers/customer.entity.js';

let shop: TestShop;
let [old, next]: University[] = [];
let staffId: number;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  [old, next] = [await aUniversity(), await aUniversity()];
  staffId = (await Staff.save({ email: 'move@mngshop.test', name: '담당', role: 'support', createdAt: new Date() })).id;
});
beforeEach(() => shop.simulator.faults.clear());
afterAll(() => shop.stop());

const here = () => old as University;
const there = () => next as University;
const as = (role: StaffRole): Context => ({ ...shop.ctx, actor: { kind: 'staff', id: staffId, role } });
const move = (id: number, to = there()) => changeUniversity(as('support'), { id, universityId: to.id, reason: '편입했어요' });
const onlyHere = () => aPromotion(shop, { universities: [here()] });
const both = () => aPromotion(shop, { universities: [here(), there()] });
const orderOf = ({ id }: { id: number }) => Order.findOneByOrFail({ id });
const books = () => violations(shop.ctx.db, { ledger: shop.simulator.ledger });

it('a customer who was moved sees what reaches the new university, at once and with the same session', async () => {
  const [gone, kept] = [await onlyHere(), await both()];
  const student = await aStudent(shop, here());
  const { id } = await Customer.findOneByOrFail({ phone: student.phone });
  const slugs = async () =>
    (await student.get<{ promotions: { slug: string }[] }>('/api/customer/promotions')).body.promotions.map(({ slug }) => slug);
  expect(await slugs()).toEqual(expect.arrayContaining([gone.promotion.slug, kept.promotion.slug]));
  await move(id);
  expect(await slugs()).toContain(kept.promotion.slug);
  expect(await slugs()).not.toContain(gone.promotion.slug);
  expect((await student.get(`/api/customer/promotions/${gone.promotion.slug}`)).status).toBe(404);
  const entry = await AuditEntry.findOneByOrFail({ action: 'changeUniversity', recordId: String(id) });
  expect(entry).toMatchObject({ reason: '편입했어요', changes: { universityId: [here().id, there().id] } });
});

it('own orders stay, pending ones outside the new wall expire and give back, those within it can be paid', async () => {
  const buyer = await aBuyer(shop.ctx, here());
  const bought = await paid(shop, buyer, await onlyHere());
  const outside = await placed(buyer, await onlyHere());
  const within = await placed(buyer, await both());
  await move(buyer.id);
  await move(buyer.id);
  expect(await AuditEntry.countBy({ action: 'changeUniversity', recordId: String(buyer.id) })).toBe(1);
  const receiptId = await shop.pay(outside.number, outside.total);
  expect(await refusal(confirmPayment(buyer, { number: outside.number, receiptId }))).toMatchObject({ code: 'receipt_refused' });
  await shop.settle();
  expect(await orderOf(bought.order)).toMatchObject({ state: 'paid' });
  expect(await orderOf(outside)).toMatchObject({ state: 'expired' });
  expect(await confirmPayment(buyer, { number: within.number, receiptId: await shop.pay(within.number, within.total) })).toBe('paid');
  const seen = (await listOrders(buyer, { limit: 10 })) as unknown as HistoryAnswer;
  expect(seen.orders.map((order) => order.number).toSorted()).toEqual([bought.number, outside.number, within.number].toSorted());
  expect(await books()).toEqual([]);
});

it('what a move ended is no expiry of theirs: however many they were, they can order at once', async () => {
  const buyer = await aBuyer(shop.ctx, here());
  const outside = [await placed(buyer, await onlyHere()), await placed(buyer, await onlyHere()), await placed(buyer, await onlyHere())];
  await move(buyer.id);
  await shop.settle();
  for (const order of outside) expect(await orderOf(order)).toMatchObject({ state: 'expired' });
  const asThere = { ...buyer, actor: { ...buyer.actor, universityId: there().id } } as Buyer;
  await placed(asThere, await both());
  expect(await books()).toEqual([]);
});

it('an order that is being paid meanwhile is cancelled as soon as that ends, and all of it goes back', async () => {
  const buyer = await aBuyer(shop.ctx, here());
  const order = await placed(buyer, await onlyHere());
  const receiptId = await shop.pay(order.number, order.total);
  const asked = gateBefore(/^payments\.confirm$/);
  const paying = watched(asked.watcher, () => confirmPayment(buyer, { number: order.number, receiptId }));
  await asked.reached;
  await move(buyer.id);
  asked.open();
  await paying;
  await shop.settle();
  expect(await orderOf(order)).toMatchObject({ state: 'cancelled', pay: 'refunded', refunded: order.total });
  expect(await books()).toEqual([]);
});

it('an order that is placed meanwhile by the old wall is not taken', async () => {
  const sale = await onlyHere();
  const buyer: Buyer = await aBuyer(shop.ctx, here());
  await move(buyer.id);
  // The door read their session before that: they still ask as a student of the old one.
  expect(await refusal(placed(buyer, sale))).toMatchObject({ status: 404 });
  expect(await Order.countBy({ customerId: buyer.id })).toBe(0);
  expect(await books()).toEqual([]);
});

it('is done by whom the table of roles lets, for who is there, to a university that is', async () => {
  const buyer = await aBuyer(shop.ctx, here());
  const input = { id: buyer.id, universityId: there().id, reason: '편입했어요' };
  for (const role of ['fulfilment', 'viewer'] as const)
    expect(await refusal(changeUniversity(as(role), input))).toMatchObject({ status: 403 });
  expect(await refusal(changeUniversity(as('owner'), { ...input, universityId: 999_999 }))).toMatchObject({ status: 404 });
  expect(await refusal(changeUniversity(as('owner'), { ...input, id: 999_999 }))).toMatchObject({ status: 404 });
  expect(await Customer.findOneByOrFail({ id: buyer.id })).toMatchObject({ universityId: here().id });
});
