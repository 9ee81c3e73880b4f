import { In } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Customer } from '../customers/customer.entity.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { AccessEntry } from '../access/access-entry.entity.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newOrder, newProduct, newUniversity, promotionInput, refusal } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { type ExportRow, readExport } from './read-export.js';
import { Shipment } from './shipment.entity.js';
import type { ExportFilters } from './export-filters.js';
import { startExport } from './start-export.js';

const HOUR = 3_600_000;
let test: TestDatabase;
let ctx: StaffContext;
let whose: { customerId: number; universityId: number; promotionId: number };
let variants: number[];
let ids: number[];

beforeAll(async () => {
  test = await openTestDatabase();
  const setup = staffContext(test.db);
  const universityId = await newUniversity(setup, '한결대학교');
  const product = await newProduct(setup);
  variants = product.variantIds;
  const promotion = await savePromotion(setup, promotionInput(setup, product.id, { reachesAll: true }));
  whose = { customerId: await newCustomer(setup, universityId), universityId, promotionId: promotion.id };
  ids = [];
  for (const hours of [0, 1, 2, 3, 4]) ids.push(await order(setup, { placedAt: new Date(setup.clock.now().getTime() + hours * HOUR) }));
  await Order.update(ids[4] as number, { state: 'shipped' });
  const shippedAt = setup.clock.now();
  await Shipment.insert({ orderId: ids[4] as number, carrier: 'CJ대한통운', trackingNumber: '0640', shippedAt, deliveredAt: null });
});
afterAll(() => test.drop());
beforeEach(() => {
  ctx = asRole(staffContext(test.db), 'fulfilment', 5);
});

const order = (as: StaffContext, given: Partial<Order> = {}) =>
  newOrder(as, {
    ...whose,
    given,
    lines: [
      { variantId: variants[0] as number, quantity: 1 },
      {
        variantId: variants[1] as number,
        quantity: 1,
        given: { options: { 색상: '하양', 용량: '1TB' }, surcharge: 5_000, unitPrice: 155_000, refunded: 10_000 },
      },
    ],
  });
const start = (filters: ExportFilters = {}, as = ctx) => startExport(as, { reason: '월말 정산', filters, address: '203.0.113.9' });
async function rows(filters: ExportFilters = {}): Promise<ExportRow[]> {
  return (await readExport(ctx, await start(filters))).rows;
}
const numbers = async (wanted: number[]) => (await Order.findBy({ id: In(wanted) })).map((o) => o.number).toSorted();
const numbersIn = (found: ExportRow[]) => [...new Set(found.map((row) => row.orderNumber))].toSorted();

describe('an export', () => {
  it('has a row per line, with everything a warehouse and an accountant ask for', async () => {
    const found = await rows();
    expect(found).toHaveLength(10);
    const { email, phone } = await Customer.findOneByOrFail({ id: whose.customerId });
    const { number } = await Order.findOneByOrFail({ id: ids[4] as number });
    expect(found.at(-1)).toEqual({
      orderNumber: number,
      state: 'shipped',
      paymentState: 'paid',
      placedAt: new Date('2026-11-22T07:00:00.000Z'),
      paidAt: new Date('2026-11-22T03:00:00.000Z'),
      promotion: '이어폰 같이 사기',
      university: '한결대학교',
      customerName: '이학생',
      customerPhone: phone,
      customerEmail: email,
      recipientName: '박받음',
      recipientPhone: '01099998888',
      recipientPostcode: '01234',
      recipientAddress1: '서울 어딘가 1',
      recipientAddress2: '2호',
      recipientMemo: '문 앞',
      product: '무선 이어폰',
      options: '색상: 하양 / 용량: 1TB',
      lineState: 'live',
      quantity: 1,
      unitPrice: 155_000,
      lineTotal: 155_000,
      refunded: 10_000,
      carrier: 'CJ대한통운',
      trackingNumber: '0640',
    });
    expect(found[0]).toMatchObject({ carrier: '', trackingNumber: '' });
  });

  it('notes who took it, why and with which filters, before anything is read', async () => {
    const { id } = await start({ state: 'paid' });
    const entry = await AccessEntry.findOneByOrFail({ action: 'export', subjects: `${id} {"state":"paid"}` });
    expect(entry).toMatchObject({ staffId: 5, resource: 'orders', reason: '월말 정산', address: '203.0.113.9' });
  });

  it('wants its reason', async () => {
    for (const reason of ['', ' ', ' a ']) {
      expect((await refusal(startExport(ctx, { reason, filters: {}, address: '::1' }))).errors[0]?.path).toBe('reason');
    }
  });

  it('keeps to its filters', async () => {
    const all = await numbers(ids);
    expect(numbersIn(await rows({ state: 'shipped' }))).toEqual(await numbers([ids[4] as number]));
    expect(numbersIn(await rows({ promotionId: whose.promotionId, universityId: whose.universityId }))).toEqual(all);
    expect(await rows({ promotionId: 999 })).toEqual([]);
    expect(await rows({ universityId: 999 })).toEqual([]);
    const [from, to] = [new Date('2026-11-22T04:00:00.000Z'), new Date('2026-11-22T05:00:00.000Z')];
    expect(numbersIn(await rows({ placedFrom: from, placedTo: to }))).toEqual(await numbers(ids.slice(1, 3)));
    const one = all[0] as string;
    expect(numbersIn(await rows({ search: one.toLowerCase() }))).toEqual([one]);
    expect(numbersIn(await rows({ search: '20261122' }))).toEqual(all);
    expect(numbersIn(await rows({ search: '%122' }))).toEqual([]);
  });

  it('holds the last minute of its period, as the list does', async () => {
    const late = await order(ctx, { placedAt: new Date('2026-11-27T11:54:08.000Z') });
    const minute = new Date('2026-11-27T11:54:00.000Z');
    expect(numbersIn(await rows({ placedFrom: minute, placedTo: minute }))).toEqual(await numbers([late]));
    expect(await rows({ placedFrom: minute, placedTo: new Date('2026-11-27T11:53:00.000Z') })).toEqual([]);
    await OrderLine.delete({ orderId: late });
    await Order.delete(late);
  });

  it('comes in pages that what arrives meanwhile does not shift, in a constant number of queries', async () => {
    const { id } = await start();
    const first = await readExport(ctx, { id, limit: 2 });
    await order(ctx);
    const second = await readExport(ctx, { id, limit: 2, cursor: first.nextCursor ?? '' });
    const third = await readExport(ctx, { id, limit: 2, cursor: second.nextCursor ?? '' });
    expect([first, second, third].map((page) => page.rows.length)).toEqual([4, 4, 2]);
    expect(third.nextCursor).toBeNull();
    expect(numbersIn([...first.rows, ...second.rows, ...third.rows])).toEqual(await numbers(ids));
    for (const limit of [1, 5]) expect(await queriesOf(() => readExport(ctx, { id, limit }))).toBe(4);
  });

  it('is open to who made it, for an hour', async () => {
    const { id } = await start();
    expect((await refusal(readExport(asRole(ctx, 'owner', 6), { id }))).status).toBe(404);
    ctx.clock.forward(HOUR - 1);
    expect((await readExport(ctx, { id })).rows.length).toBeGreaterThan(0);
    ctx.clock.forward(1);
    expect((await refusal(readExport(ctx, { id }))).status).toBe(404);
  });

  it.each(['support', 'viewer'] as const)('is not for %s', async (role) => {
    expect((await refusal(start({}, asRole(ctx, role)))).status).toBe(403);
    const { id } = await start();
    expect((await refusal(readExport(asRole(ctx, role, 5), { id }))).status).toBe(403);
  });
});

async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const { driver } = test.db;
  const create = driver.createQueryRunner.bind(driver);
  driver.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<unknown>;
    runner.query = ((...given: unknown[]) => {
      count++;
      return query(...given);
    }) as typeof runner.query;
    return runner;
  };
  await work();
  driver.createQueryRunner = create;
  return count;
}
