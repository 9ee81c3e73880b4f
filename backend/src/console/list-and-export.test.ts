import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Order } from '../orders/order.entity.js';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { toExportFilters } from './components/export-filters.js';

let shop: ConsoleShop;
let owner: Client;
beforeAll(async () => {
  shop = await startConsole();
  owner = await shop.signIn('owner');
  const change = (n: number, to: Partial<Order>) => Order.update({ id: shop.orderIds[n]! }, to);
  await change(0, { pay: 'partially_refunded', refunded: 1_000, recipientName: '남궁 민수' });
  await change(1, { recipientPhone: '01000001001', state: 'shipped' });
  await change(2, { paidAt: new Date('2025-11-30T14:59:59.000Z'), placedAt: new Date('2025-11-30T14:59:08.000Z') });
  await change(3, { releasedAt: null });
});
afterAll(() => shop.stop());

interface ListAnswer {
  records: { params: { number: string } }[];
}
const listed = async (query: string) =>
  (await owner.get<ListAnswer>(`/admin/api/resources/Order/actions/list?perPage=500&${query}`)).body.records
    .map(({ params }) => params.number)
    .toSorted();

async function exported(filters: object): Promise<string[]> {
  const started = await owner.post<{ id: string }>('/api/admin/exports', { reason: '월말 정산', filters });
  expect(started.status).toBe(201);
  const page = await owner.get<{ rows: { orderNumber: string }[] }>(`/api/admin/orders?export=${started.body.id}&limit=500`);
  return page.body.rows.map(({ orderNumber }) => orderNumber).toSorted();
}

describe('an export of what the list shows', () => {
  it.each([
    ['', 10],
    ['filters.pay=partially_refunded', 1],
    ['filters.recipientName=%EB%AF%BC%EC%88%98', 1],
    ['filters.recipientPhone=010-0000-1001', 1],
    ['filters.recipientPhone=8888', 9],
    ['filters.state=paid%2Cshipped', 10],
    ['filters.paidAt~~from=2025-11-01&filters.paidAt~~to=2025-11-30', 1],
    ['filters.placedAt~~from=2025-11-30T14:59:00.000Z&filters.placedAt~~to=2025-11-30T14:59:00.000Z', 1],
    ['filters.releasedAt~~from=2020-01-01', 9],
    ['filters.recipientName=%F0%9F%92%B3', 0],
    ['filters.customerId=1&filters.state=paid', 1],
    ['filters.number=2026', 10],
  ])('by %s holds those %i orders and no other', async (query, count) => {
    const numbers = await listed(query);
    expect(numbers).toHaveLength(count);
    expect(await exported(toExportFilters(`?${query}`))).toEqual(numbers);
  });

  it('takes the names that an export had before as well, but not both of one', async () => {
    const [number] = await listed('filters.state=shipped');
    expect(await exported({ search: number!.toLowerCase(), universityId: shop.universityId })).toEqual([number]);
    expect(await exported({ placedFrom: '2025-11-30T14:59:00Z', placedTo: '2025-11-30T14:59:00Z' })).toHaveLength(1);
    const both = await owner.post('/api/admin/exports', { reason: '월말 정산', filters: { search: '2026', number: '2026' } });
    expect(both.status).toBe(422);
  });

  it.each([
    [{ nonsense: '1' }, 'filters.nonsense'],
    [{ toString: '1' }, 'filters.toString'],
    [{ 'placedAt~~from': 'gestern' }, 'filters.placedAt'],
    [{ universityId: 'abc' }, 'filters.universityId'],
    [{ idemKey: 'a' }, 'filters.idemKey'],
    [{ 'state.x': 'paid' }, 'filters.state.x'],
  ])('is refused by %j, naming it', async (filters, path) => {
    const answer = await owner.post<{ errors: { path: string }[] }>('/api/admin/exports', { reason: '월말 정산', filters });
    expect([answer.status, answer.body.errors[0]?.path]).toEqual([422, path]);
  });

  it('of one order stands on its page, and the one of all does not', async () => {
    const shown = await owner.get<Shown>(`/admin/api/resources/Order/records/${shop.orderIds[0]!}/show`);
    expect(shown.body.record.recordActions.map(({ name }) => name)).toContain('excelOne');
    expect(shown.body.record.recordActions.every(({ showResourceActions }) => !showResourceActions)).toBe(true);
  });
});

interface Shown {
  record: { recordActions: { name: string; showResourceActions: boolean }[] };
}
