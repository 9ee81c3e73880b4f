import { kindOf } from '../lists/filters.js';
import { type ResourceSpec, resourceId } from '../console/kit/resource-spec.js';
import { resources } from '../console/resources.js';
import type { ConsoleShop } from './console-fixture.js';

/** Numbers of a seed, each from 0 up to but not including `below`: mulberry32. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const NAMES = [
  'page',
  'perPage',
  'sortBy',
  'direction',
  'searchProperty',
  'recordIds',
  'query',
  'tab',
  'refresh',
  'redirectUrl',
  'filters',
  'page.400000000',
  'perPage.0.0.0',
  'filters.400000000',
  'filters.4294967294.x',
  'filters.state.x.y.z',
  'filters.a~~from~~to',
  'sortBy.constructor',
  '__proto__',
  '__proto__.x',
  'constructor.prototype.x',
  'filters.__proto__',
  'filters.toString',
  'filters[state]',
  'filters.',
  '.',
  '...........',
  '',
  '0',
  '한글',
  '%',
  `${'a.'.repeat(200)}b`,
  'x'.repeat(5_000),
];
export const VALUES = [
  '',
  '1',
  '0',
  '-1',
  '1010',
  '9999999',
  '1e9',
  'NaN',
  '4294967296',
  '99999999999999999999',
  'true',
  'asc',
  'desc',
  'paid,preparing',
  'constructor',
  '__proto__',
  'toString',
  '가',
  '김학생',
  '💳',
  '\u0000',
  '\u202e',
  '%',
  '_%!',
  "' OR 1=1 --",
  '\\',
  '{"$gt":""}',
  '[1,2]',
  '2026-11-27',
  '2026-11-27T20:54',
  '2026-02-31',
  '2026-11-27T11:54:00.000Z',
  '+012026-01-01',
  '010-5555-7770',
  '1001',
  '/admin',
  '//evil.example',
  '1,2,3',
  Array.from({ length: 499 }, (_, n) => n).join(','),
  'ㄱ'.repeat(201),
  'z'.repeat(3_000),
];

/** Addresses of the console that nobody would type, and some that one would: of every resource, by any parameter and value. */
export function hostileAddresses(shop: Pick<ConsoleShop, 'ctx'>, keys: ReadonlyMap<string, string>, seed: number): () => string {
  const below = seeded(seed);
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const nameOf = (spec: ResourceSpec) => {
    const columns = shop.ctx.db.getMetadata(spec.entity).columns.map(({ propertyName }) => propertyName);
    return one([() => one(NAMES), () => `filters.${one(columns)}${one(['', '', '~~from', '~~to'])}`])();
  };
  const valueOf = (spec: ResourceSpec) => {
    const { columns } = shop.ctx.db.getMetadata(spec.entity);
    return one([() => one(VALUES), () => one(columns).propertyName])();
  };
  // One value of the right kind, so that half of the queries get past the door.
  const fitting = (spec: ResourceSpec): [string, string] => {
    const path = one(Object.keys(spec.properties));
    const kind = kindOf(shop.ctx.db.getMetadata(spec.entity), path);
    if (kind === 'time')
      return [`filters.${path}~~${one(['from', 'to'])}`, one(['2026-11-27', '2026-11-27T20:54', '2026-11-27T11:54:00.000Z'])];
    return [
      `filters.${path}`,
      kind === 'boolean' ? one(['true', 'false']) : kind === 'number' ? String(below(20)) : one(VALUES).slice(0, 200),
    ];
  };
  return () => {
    const spec = one(resources);
    const base = `resources/${resourceId(spec)}`;
    const key = keys.get(resourceId(spec)) ?? '1';
    const typed = encodeURIComponent(one(VALUES).slice(0, 300));
    const path = one([
      `api/${base}/actions/list`,
      `api/${base}/actions/list`,
      `api/${base}/actions/list`,
      `api/${base}/actions/search/${typed || 'a'}`,
      `api/${base}/records/${key}/show`,
      `api/${base}/records/${typed || '1'}/show`,
      `api/${base}/bulk/sms`,
      `api/${base}/actions/smsToAll`,
      base,
      'api/dashboard',
    ]);
    const wild = below(2) === 0;
    const pairs = Array.from({ length: wild ? below(4) : 1 + below(2) }, () => (wild ? [nameOf(spec), valueOf(spec)] : fitting(spec)));
    if (below(3) === 0) pairs.push(['sortBy', one(Object.keys(spec.properties))], ['page', String(1 + below(12))]);
    const query = pairs.map(([name, value]) => `${encodeURIComponent(name!)}=${encodeURIComponent(value!)}`).join('&');
    return `/admin/${path}?${query}`;
  };
}

export interface Asked {
  address: string;
  status: number;
  /** From the question to the last byte of the answer; the quickest of six where the first took longer than `slow`. */
  ms: number;
  first: number;
}

/**
 * Asks the console so many of them, one after the other, as its owner.
 * @param input `slow`: ms beyond which one is asked five times more, to tell what an address costs from what else the machine did
 */
export async function askHostilely(
  shop: ConsoleShop,
  keys: ReadonlyMap<string, string>,
  input: { queries: number; seed: number; slow?: number },
): Promise<Asked[]> {
  const owner = await shop.signIn('owner');
  const next = hostileAddresses(shop, keys, input.seed);
  const ask = async (address: string) => {
    const began = performance.now();
    const { status } = await owner.get(address);
    return { status, ms: performance.now() - began };
  };
  // AdminJS is loaded by the first who asks: that wait is none of these.
  await ask('/admin/api/resources/Order/actions/list');
  const asked: Asked[] = [];
  for (let n = 0; n < input.queries; n++) {
    const address = next();
    const first = await ask(address);
    let { ms } = first;
    for (let again = 0; again < 5 && ms > (input.slow ?? Infinity); again++) ms = Math.min(ms, (await ask(address)).ms);
    asked.push({ address, status: first.status, ms, first: first.ms });
  }
  return asked;
}
