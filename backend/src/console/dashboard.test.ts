import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Order } from '../orders/order.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { STAFF_ROLES } from '../kernel/rules/staff-role.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { twoOfEverything } from '../testing/console-rows.js';
import type { Board } from './components/board.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let shop: ConsoleShop;
beforeAll(async () => {
  shop = await startConsole();
  await twoOfEverything(shop);
  await varyOrders();
  await varyRefunds();
  await OutboxMessage.update({ k: 'every/0' }, { state: 'dead' });
});
afterAll(() => shop.stop());

const ago = (ms: number) => new Date(shop.ctx.clock.now().getTime() - ms);

async function varyOrders(): Promise<void> {
  const change = (n: number, to: Partial<Order>) => Order.update({ id: shop.orderIds[n]! }, to);
  await change(0, { releasedAt: null });
  await change(1, { releasedAt: null, paidAt: ago(DAY), placedAt: ago(DAY) });
  await change(2, { state: 'preparing' });
  await change(3, { state: 'cancelled' });
  await change(4, { state: 'return_requested', paidAt: ago(2 * DAY), placedAt: ago(2 * DAY) });
  await change(5, { state: 'completed', paidAt: ago(5 * DAY), placedAt: ago(5 * DAY) });
  await change(6, { state: 'pending', pay: 'none', paidAt: null, releasedAt: null });
}

async function varyRefunds(): Promise<void> {
  const { paymentId, orderId } = await Refund.findOneByOrFail({ k: 'every/0' });
  const refunds: Pick<Partial<Refund>, 'state' | 'promisedBy' | 'doneAt'>[] = [
    { state: 'manual', promisedBy: ago(-9 * DAY) },
    { state: 'frozen' },
    { state: 'due', promisedBy: ago(-9 * DAY) },
    { state: 'due' },
    { state: 'done', doneAt: ago(0) },
    { state: 'done', doneAt: ago(30 * DAY) },
  ];
  for (const [n, given] of refunds.entries()) {
    const times = { dueAt: ago(0), promisedBy: ago(-DAY), requestedAt: ago(0) };
    await Refund.insert({ k: `board/${n}`, paymentId, orderId, kind: 'cancel', amount: 100, ...times, ...given });
  }
}

/** Every number of the dashboard that has a link, by its place. */
function numbersOf(board: Board): [place: string, count: number, href: string][] {
  const { waiting, moneyBack, sales, alerts } = board;
  return [
    ...Object.entries({ ...waiting, ...moneyBack }).flatMap(([place, one]) =>
      typeof one === 'object' && one !== null && 'href' in one ? [[place, one.count, one.href] as [string, number, string]] : [],
    ),
    ...(sales ? [...sales.days, sales.today, sales.yesterday] : []).map(
      (one) => [one.day, one.orders, one.href] as [string, number, string],
    ),
    ...alerts.flatMap(({ text, count, link }) => (count === undefined ? [] : [[text, count, link.href] as [string, number, string]])),
  ];
}

describe('a number of the dashboard', () => {
  it.each(STAFF_ROLES)('opens exactly the rows that it counts, for a %s', async (role) => {
    const client = await shop.signIn(role);
    const { body } = await client.get<Board>('/admin/api/dashboard');
    const numbers = numbersOf(body);
    expect(numbers.length).toBeGreaterThanOrEqual(13);
    for (const [place, count, href] of numbers) {
      const [path, query] = href.split('?') as [string, string];
      const list = await client.get<{ meta: { total: number } }>(`${path.replace('/admin/', '/admin/api/')}/actions/list?${query}`);
      expect([place, list.status, list.body.meta.total]).toEqual([place, 200, count]);
      expect((await client.get(href)).status).toBe(200);
    }
  });

  it('counts what waits for hands, not what waits for its promotion to close', async () => {
    const { body } = await (await shop.signIn('owner')).get<Board>('/admin/api/dashboard');
    expect(body.waiting).toMatchObject({ prepare: { count: 3 }, ship: { count: 1 }, returns: { count: 1 }, all: { count: 4 } });
    expect(body.moneyBack).toMatchObject({ won: 100, done: { count: 1 }, stuck: { count: 4 } });
    expect(body.alerts.flatMap(({ count }) => count ?? [])).toEqual([3, 2, 1, 1, 1]);
  });
});
