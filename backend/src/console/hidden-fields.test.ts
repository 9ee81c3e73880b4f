import type { ObjectLiteral } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAFF_ROLES, type StaffRole } from '../kernel/rules/staff-role.js';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { twoOfEverything } from '../testing/console-rows.js';
import { enter, questions, viewers } from '../testing/two-worlds.js';
import { resourceId } from './kit/resource-spec.js';
import { resources } from './resources.js';

/**
 * The console is asked everything that a list can be asked, in two worlds that differ only in what a role does not see. Where a
 * byte of an answer differs, the role has read it.
 */
let shop: ConsoleShop;
const clients = new Map<StaffRole, Client>();
beforeAll(async () => {
  shop = await startConsole();
  await twoOfEverything(shop);
  for (const role of STAFF_ROLES) clients.set(role, await shop.signIn(role));
});
afterAll(() => shop.stop());

async function answers(role: StaffRole, asked: readonly string[]): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  for (const path of asked) {
    const { status, text } = await clients.get(role)!.get(path);
    told.set(path, `${status} ${text}`);
  }
  return told;
}

describe('what a role does not see', () => {
  it.each(resources.map((spec) => [resourceId(spec), spec] as const))('is told to nobody, whatever %s is asked', async (_name, spec) => {
    const key = shop.ctx.db.getMetadata(spec.entity).primaryColumns[0]!.propertyName;
    for (const role of viewers(shop, spec)) {
      const rows = await shop.ctx.db.manager.find<ObjectLiteral>(spec.entity, { order: { [key]: 'ASC' }, take: 2 });
      expect(rows).toHaveLength(2);
      const asked = questions(shop, role, spec, rows);
      await enter(shop, 'one', role, spec, rows);
      const one = await answers(role, asked);
      await enter(shop, 'other', role, spec, rows);
      const other = await answers(role, asked);
      expect([role, asked.filter((path) => one.get(path) !== other.get(path))]).toEqual([role, []]);
      expect([role, asked.filter((path) => one.get(path)!.startsWith('5'))]).toEqual([role, []]);
    }
  });

  it('is no condition of an export either', async () => {
    const start = (filters: object) => clients.get('fulfilment')!.post('/api/admin/exports', { reason: '월말 정산', filters });
    expect((await start({ customerId: String(shop.customerIds[0]) })).status).toBe(422);
    expect((await start({ idemKey: 'a' })).status).toBe(422);
    expect((await start({ recipientName: '김' })).status).toBe(201);
  });

  it('is offered by no page as a filter or a column to sort by', async () => {
    const page = await clients.get('viewer')!.get('/admin');
    const state = JSON.parse(/REDUX_STATE = (\{.*\});?\n/.exec(page.text)![1]!) as { resources: ResourceJson[] };
    const order = state.resources.find(({ id }) => id === 'Order')!;
    const filters = order.filterProperties.map(({ propertyPath }) => propertyPath);
    expect(filters).toContain('state');
    expect(filters).not.toContain('recipientName');
    expect(order.listProperties.find(({ propertyPath }) => propertyPath === 'recipientName')).toMatchObject({ isSortable: false });
  });
});

interface ResourceJson {
  id: string;
  filterProperties: { propertyPath: string }[];
  listProperties: { propertyPath: string; isSortable: boolean }[];
}
