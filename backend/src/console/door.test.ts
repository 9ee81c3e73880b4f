import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { can } from '../access/rules/access.js';
import { STAFF_ROLES, type StaffRole } from '../kernel/rules/staff-role.js';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { someKeys, twoOfEverything } from '../testing/console-rows.js';
import { readAddress } from './door-address.js';
import { type ResourceSpec, resourceId } from './kit/resource-spec.js';
import { findResource, resources } from './resources.js';

let shop: ConsoleShop;
let keys: ReadonlyMap<string, string>;
beforeAll(async () => {
  shop = await startConsole();
  await twoOfEverything(shop);
  keys = await someKeys(shop);
});
afterAll(() => shop.stop());

interface Case {
  path: string;
  /** What the role table says: 200 stands for anything but a refusal. */
  expected: 200 | 403 | 404;
}

/** Everything AdminJS knows to do with a resource, whether or not we have it, and what this role should get. */
function casesOf(spec: ResourceSpec, role: StaffRole): Case[] {
  const base = `/admin/api/resources/${resourceId(spec)}`;
  const record = `${base}/records/${keys.get(resourceId(spec)) ?? 'none'}`;
  const reading = can(role, spec.access, 'read') === false ? 403 : 200;
  const own = Object.entries(spec.actions ?? {}).map(([name, action]): Case => {
    const path = { resource: `${base}/actions/${name}`, record: `${record}/${name}`, bulk: `${base}/bulk/${name}?recordIds=1` };
    return { path: path[action.kind], expected: can(role, action.access ?? spec.access, action.needs) === 'all' ? 200 : 403 };
  });
  const missing = ['new', 'edit', 'delete'].filter((name) => !spec.actions?.[name]);
  return [
    { path: `${base}/actions/list`, expected: reading },
    { path: `${base}/actions/search/a`, expected: reading },
    { path: `/admin/resources/${resourceId(spec)}`, expected: reading },
    { path: `${record}/show`, expected: spec.show === false ? 404 : reading },
    { path: `${base}/bulk/bulkDelete?recordIds=1`, expected: 404 },
    ...missing.map((name): Case => ({ path: name === 'new' ? `${base}/actions/new` : `${record}/${name}`, expected: 404 })),
    ...own,
  ];
}

async function ask(client: Client, { path }: Case): Promise<number> {
  const { status } = await client.get(path);
  return status === 403 || status === 404 || status === 401 ? status : 200;
}

describe.each(STAFF_ROLES)('what a %s finds open', (role) => {
  let client: Client;
  beforeAll(async () => void (client = await shop.signIn(role)));

  it.each(resources.map((spec) => [resourceId(spec), spec] as const))('of %s is what the role table says', async (_name, spec) => {
    const cases = casesOf(spec, role);
    const found = [];
    for (const one of cases) found.push({ path: one.path, expected: await ask(client, one) });
    expect(found).toEqual(cases);
  });

  it('is nothing by a POST that a GET does not give', async () => {
    for (const spec of resources) {
      for (const one of casesOf(spec, role).filter(({ expected }) => expected !== 200)) {
        const { status } = await client.post(one.path, { input: {} });
        expect({ path: one.path, status }).toEqual({ path: one.path, status: one.expected });
      }
    }
  });
});

describe('a record that is not there', () => {
  let owner: Client;
  beforeAll(async () => void (owner = await shop.signIn('owner')));

  it.each(resources.map((spec) => [resourceId(spec), spec] as const))('of %s is a 404 that says so', async (name, spec) => {
    const actions = Object.entries(spec.actions ?? {}).flatMap(([action, { kind }]) => (kind === 'record' ? [action] : []));
    const names = [...(spec.show === false ? [] : ['show']), ...actions];
    for (const action of names) {
      for (const id of action === 'show' ? ['2147483647', '0', '-1', '1e3', '없음', "1'"] : ['2147483647']) {
        const path = `resources/${name}/records/${encodeURIComponent(id)}/${action}`;
        const answers = [await owner.get(`/admin/api/${path}`), await owner.post(`/admin/api/${path}`, { input: {} })];
        const page = await owner.get(`/admin/${path}`);
        for (const { status, text } of [...answers, page])
          expect([path, status, text.includes('찾을 수 없어요')]).toEqual([path, 404, true]);
        expect(page.headers.get('content-type')).toContain('text/html');
      }
    }
  });
});

describe('an address of the console', () => {
  const read = (path: string) => readAddress(path, findResource).kind;

  it('is read only as it is written here', () => {
    expect(read('/')).toBe('home');
    expect(read('/api/dashboard')).toBe('home');
    expect(read('/resources/Order')).toBe('resource');
    expect(read('/api/resources/Order/records/1/ship')).toBe('resource');
  });

  it.each([
    '//resources/Order',
    '/resources//Order/records/1/show',
    '/API/resources/Order/actions/list',
    '/api/resources/order/actions/list',
    '/api/resources/__proto__/actions/list',
    '/api/resources/Order/actions/constructor',
    '/api/resources/Order/actions/__proto__',
    '/api/resources/Order/records/1/list',
    '/api/resources/Order/bulk/ship',
    '/api/resources/Order/actions/list/1/2',
    '/api/resources/%E0%A4%A/actions/list',
    '/api/pages/anything',
    '/frontend/assets/components.bundle.js',
    '/refresh-token',
  ])('is nothing as %s', (path) => expect(read(path)).toBe('nothing'));
});

describe('a visitor', () => {
  it('is sent to sign in from a page, and told 401 by the API', async () => {
    const page = await fetch(`${shop.url}/admin/resources/Order?page=2`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([302, '/admin/login?next=%2Fadmin%2Fresources%2FOrder%3Fpage%3D2']);
    expect((await fetch(`${shop.url}/admin/api/resources/Order/actions/list`)).status).toBe(401);
    expect((await fetch(`${shop.url}/admin/frontend/assets/1/components.bundle.js`)).status).toBe(401);
  });
});
