import { openapi } from '../../src/api/http/openapi.js';
import { someKeys } from '../../src/testing/console-rows.js';
import { hostileAddresses, seeded, VALUES } from '../../src/testing/hostile-queries.js';
import { students } from '../goods.js';
import type { AttackedShop, Result } from './attack.js';

const REQUESTS = { small: 300, whole: Number(process.env['PROVE_REQUESTS'] ?? 100_000) };
const SEED = Number(process.env['PROVE_SEED'] ?? 20_261_127);
const AT_A_TIME = 12;
const LONGEST_MS = 1_000;

interface Bad {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What the documents promise, asked for wrongly; and the console's addresses with any parameter, as reads and as writes. */
export async function badRequests(shop: AttackedShop): Promise<Result[]> {
  const next = await generator(shop);
  const warm = Math.ceil(REQUESTS[shop.size] / 10);
  await ask(shop, next, warm);
  const before = await shop.server.memory();
  const asked = await ask(shop, next, REQUESTS[shop.size] - warm);
  const after = await shop.server.memory();
  const statuses = Object.entries(Object.groupBy(asked, ({ status }) => status)).map(([status, all]) => `${status}: ${all?.length ?? 0}`);
  const say = ({ request, status, ms }: Answered) =>
    `${status} in ${Math.round(ms)} ms: ${request.method} ${request.path.slice(0, 200)} ${request.body?.slice(0, 200) ?? ''}`;
  const grown = (after?.held ?? Infinity) / (before?.held ?? 1);
  return [
    {
      claim: 'no bad request is answered with a fault',
      // 503 is the gate's “come again”.
      failures: asked.filter(({ status }) => status === 0 || (status >= 500 && status !== 503)).map(say),
      figures: statuses.join(', '),
    },
    { claim: 'and none takes a second', failures: asked.filter(({ ms }) => ms > LONGEST_MS).map(say) },
    {
      claim: 'the process lives, and holds no more than before',
      failures: [
        ...(shop.server.alive() ? [] : ['It died.']),
        ...(shop.size === 'whole' && grown > 1.2 ? [`It holds ${grown.toFixed(2)} times as much.`] : []),
      ],
      figures: `${((before?.held ?? 0) / 1e6).toFixed(0)} MB, then ${((after?.held ?? 0) / 1e6).toFixed(0)} MB`,
    },
  ];
}

interface Answered {
  request: Bad;
  /** 0 where there was none. */
  status: number;
  /** The quickest of four where the first took too long: the machine pauses too. */
  ms: number;
}

async function ask(shop: AttackedShop, next: () => Bad, count: number): Promise<Answered[]> {
  const answered: Answered[] = [];
  let left = count;
  const once = async (request: Bad) => {
    const began = performance.now();
    const { method, headers, body } = request;
    const status = await fetch(shop.url + request.path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { body }),
    })
      .then(async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      })
      .catch(() => 0);
    return { request, status, ms: performance.now() - began };
  };
  const visitor = async () => {
    while (left-- > 0) {
      const first = await once(next());
      for (let again = 0; again < 3 && first.ms > LONGEST_MS; again++) first.ms = Math.min(first.ms, (await once(first.request)).ms);
      answered.push(first);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, visitor));
  return answered;
}

/** Signing out would end the sessions that the rest is asked in. */
const SPARED = new Set([
  'DELETE /api/customer/session',
  'DELETE /api/admin/session',
  'DELETE /api/customer/me',
  'POST /api/customer/me/leave',
]);

async function generator(shop: AttackedShop): Promise<() => Bad> {
  const below = seeded(SEED);
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const operations = Object.entries((openapi() as { paths: Record<string, object> }).paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
      .map((method) => ({ method: method.toUpperCase(), path }))
      .filter(({ method, path: at }) => !SPARED.has(`${method} ${at}`)),
  );
  const [student = ''] = await students(shop, 1);
  const owner = await shop.staff('owner');
  await owner.get('/admin/api/resources/Order/actions/list');
  const address = hostileAddresses(shop, await someKeys(shop), SEED + 1);
  const value = (): unknown =>
    one<() => unknown>([
      () => one(VALUES),
      () => below(2 ** 31),
      () => -1.5,
      () => null,
      () => [],
      () => ({}),
      () => true,
      () => 'x'.repeat(below(9_000)),
    ])();
  const object = (depth: number): unknown =>
    Object.fromEntries(Array.from({ length: below(6) }, () => [one(FIELDS), depth > 0 && below(3) === 0 ? object(depth - 1) : value()]));
  const body = () =>
    one<() => string>([
      () => JSON.stringify(object(2)),
      () => JSON.stringify(object(2)),
      () => JSON.stringify([object(1)]),
      () => '{',
      () => '['.repeat(below(5_000)),
      () => String(value()),
      () => 'y'.repeat(70_000),
    ])();
  return () => {
    const isConsole = below(3) === 0;
    const operation = one(operations);
    const chosen = isConsole
      ? one(['GET', 'GET', 'POST'])
      : below(10) === 0
        ? one(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        : operation.method;
    const filled = operation.path.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(one(VALUES).slice(0, 300)) || '0');
    const query = below(3) === 0 ? `?${encodeURIComponent(one(FIELDS))}=${encodeURIComponent(one(VALUES).slice(0, 500))}` : '';
    const path = isConsole ? address() : filled + query;
    const method = SPARED.has(`${chosen} ${operation.path}`) ? 'GET' : chosen;
    return {
      method,
      path,
      headers: {
        'X-Forwarded-For': `10.${below(250)}.${below(250)}.${below(250)}`,
        Cookie: one([student, owner.cookieHeader, isConsole ? owner.cookieHeader : 'mng_customer=a.b.c', 'x']),
        'Content-Type': one([
          'application/json',
          'application/json',
          'application/json',
          'text/plain',
          'application/json; charset=utf-7',
          'multipart/form-data',
        ]),
        ...(below(2) === 0 ? { 'Idempotency-Key': one(['', 'a', 'k'.repeat(300), '7b0b2f0e-0000-4000-8000-000000000000']) } : {}),
      },
      ...(method === 'GET' || method === 'OPTIONS' ? {} : { body: body() }),
    };
  };
}

const FIELDS = [
  'email',
  'password',
  'name',
  'phone',
  'university',
  'consents',
  'code',
  'lines',
  'offerId',
  'variantId',
  'quantity',
  'unitPrice',
  'recipient',
  'postcode',
  'address1',
  'receiptId',
  'reason',
  'kind',
  'bank',
  'number',
  'holder',
  'filters',
  'input',
  'page',
  'cursor',
  'since',
  'from',
  'to',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  '한글',
];
