import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/access/audit-entry.entity.js';
import { audit } from '../../src/access/audit.js';
import { LogSeal } from '../../src/access/log-seal.entity.js';
import { sealLogs } from '../../src/access/seal-logs.js';
import { verifyLogs } from '../../src/access/verify-logs.js';
import { transact } from '../../src/database/database.js';
import type { Context } from '../../src/kernel/context.js';
import { ROOT } from '../../src/kernel/root.js';
import type { Result } from './attack.js';
import type { Client } from '../../src/testing/client.js';

/** What these attacks need of a shop. */
export interface LoggedShop {
  url: string;
  db: DataSource;
  ctx: Context;
  clock: { now(): Date; pass(ms: number): void | Promise<void> };
  messages(channel: 'slack' | 'sms'): Promise<{ text: string }[]>;
  from(address: string): Client;
  staff(role: 'owner' | 'viewer'): Promise<Client>;
  /** The server's log so far, line by line; left out where it cannot be read. */
  lines?: readonly string[];
}

/** Forged lines, secrets in lines, logs of staff changed behind the shop's back, and whether Slack hears of it once. */
export async function logs(shop: LoggedShop): Promise<Result[]> {
  return [...(await secretsInLines(shop)), ...(await changedBehindItsBack(shop)), ...(await toldOnce(shop))];
}

interface Operation {
  method: string;
  path: string;
  /** Of its body, by name. */
  fields: Readonly<Record<string, Field>>;
  /** Of its address. */
  parameters: readonly string[];
}
interface Field {
  type?: string;
  properties?: Readonly<Record<string, Field>>;
  items?: Field;
  enum?: unknown[];
}
type Described = Record<
  string,
  Record<string, { parameters?: { name: string; in: string }[]; requestBody?: { content: { 'application/json': { schema: Field } } } }>
>;

function operations(): Operation[] {
  const { paths } = JSON.parse(readFileSync(join(ROOT, 'backend/openapi.json'), 'utf8')) as { paths: Described };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      fields: requestBody?.content['application/json'].schema.properties ?? {},
      parameters: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
    })),
  );
}

/** The console's and staff's own, which the customer API's document does not have. */
const STAFFS: Operation[] = [
  { method: 'POST', path: '/api/admin/session', fields: { email: {}, password: {}, code: {} }, parameters: [] },
  {
    method: 'POST',
    path: '/api/admin/exports',
    fields: { reason: {}, filters: { properties: { number: {}, customer: {} } } },
    parameters: [],
  },
  { method: 'GET', path: '/api/admin/orders', fields: {}, parameters: ['export', 'cursor'] },
  { method: 'POST', path: '/admin/login', fields: { email: {}, password: {}, code: {}, next: {} }, parameters: ['next'] },
  { method: 'GET', path: '/admin/resources/Customer', fields: {}, parameters: ['filters.name', 'filters.phone', 'sortBy'] },
  { method: 'GET', path: '/admin/api/resources/Order/search/x', fields: {}, parameters: ['searchProperty'] },
  { method: 'POST', path: '/admin/api/resources/Staff/actions/invite', fields: { email: {}, name: {}, role: {} }, parameters: [] },
  { method: 'POST', path: '/api/payments/bootpay/webhook', fields: { receipt_id: {}, order_id: {}, application_id: {} }, parameters: [] },
];

const HEADERS = [
  'Authorization',
  'Cookie',
  'User-Agent',
  'Referer',
  'X-Request-Id',
  'X-Correlation-Id',
  'Idempotency-Key',
  'Accept-Language',
  'X-Api-Key',
  'Traceparent',
];

/** A secret in every field of every body, query and header, in a shop that works and in one whose tables are away. */
async function secretsInLines(shop: LoggedShop): Promise<Result[]> {
  const { lines } = shop;
  if (!lines) return [{ claim: 'no secret stands in the log', failures: ['the log of this shop cannot be read'] }];
  const planted = new Set<string>();
  const begun = lines.length;
  const [nobody, owner] = [shop.from('203.0.113.50'), await shop.staff('owner')];
  /** Who asks, and which table is away meanwhile. */
  const asking: [Client, string | null][] = [
    [nobody, null],
    [owner, null],
    [nobody, 'customers'],
    [owner, 'customers'],
    [owner, 'staff_sessions'],
  ];
  const all = [...operations(), ...STAFFS];
  const ids: string[] = [];
  for (const [client, away] of asking) {
    if (away) await rename(shop.db, away, `${away}_away`);
    try {
      for (const operation of all) ids.push(...(await plant(client, operation, planted)));
    } finally {
      if (away) await rename(shop.db, `${away}_away`, away);
    }
  }
  const written = lines.slice(begun);
  const secrets = [...planted];
  const told = written.filter((line) => secrets.some((secret) => line.includes(secret)));
  const forged = written.filter((line) => !isOurs(line));
  const faults = written.filter((line) => line.includes('"level":50'));
  const traced = faults.filter((line) => ids.some((id) => line.includes(id)));
  return [
    {
      claim: 'no secret of any field of a body, a query or a header stands in the log, whatever goes wrong',
      failures: told.slice(0, 5),
      figures: `${planted.size} secrets in ${ids.length} requests, ${written.length} lines, ${faults.length} of faults`,
    },
    { claim: 'nobody writes a line of their own into the log', failures: forged.slice(0, 5) },
    {
      claim: 'every fault in the log bears the id that its answer told',
      failures:
        faults.length === 0
          ? ['no fault was logged: nothing was shown']
          : faults.length === traced.length
            ? []
            : faults.filter((line) => !traced.includes(line)).slice(0, 3),
    },
  ];
}

/** Asks with secrets everywhere; gives the request's id. */
async function plant(client: Client, { method, path, fields, parameters }: Operation, planted: Set<string>): Promise<string[]> {
  const secret = (shape: string) => {
    const one = shaped(shape);
    planted.add(one.secret);
    return one.text;
  };
  const query = new URLSearchParams(parameters.map((name) => [name, secret(name)])).toString();
  const headers = Object.fromEntries(HEADERS.map((name) => [name, encodeURIComponent(secret('header'))]));
  const target = `${path.replaceAll(/\{\w+\}/g, 'x')}${query ? `?${query}` : ''}`;
  const body = method === 'GET' ? undefined : filled({ properties: fields }, '', secret);
  // As a browser's own cookie goes along where it is needed; a planted one takes its place where there is none.
  const { Cookie: cookie = '', ...others } = headers;
  const sent = { ...others, Cookie: client.cookieHeader || `sid=${cookie}` };
  const answers = [await client.send(method, target, body, sent)];
  // A body that is no JSON is repeated by the parser.
  if (body) answers.push(await client.send(method, target, `{"password": "${secret('text')}`, sent));
  return answers.map((answer) => answer.headers.get('X-Request-Id') ?? '').filter((id) => id !== '');
}

function filled(field: Field, name: string, secret: (name: string) => string): unknown {
  if (field.properties)
    return Object.fromEntries(Object.entries(field.properties).map(([key, inner]) => [key, filled(inner, key, secret)]));
  if (field.items) return [filled(field.items, name, secret)];
  if (field.type === 'boolean') return true;
  if (field.type === 'integer' || field.type === 'number') return 1;
  return field.enum ? field.enum[0] : secret(name);
}

const FORGED = '\n{"level":50,"time":"2026-01-01T00:00:00.000Z","msg":"forged"}\r\n';

/** A secret that a field of this name takes, so that it gets as far as it can: to the database where there is one. */
function shaped(name: string): { text: string; secret: string } {
  const digits = String(randomBytes(6).readUIntBE(0, 6) % 10_000_000).padStart(7, '0');
  const secret = `zq${randomBytes(9).toString('hex')}`;
  if (/phone/i.test(name)) return { text: `0109${digits}`, secret: `9${digits}` };
  if (/mail/i.test(name)) return { text: `${secret}@snu.ac.kr`, secret };
  if (/code/i.test(name)) return { text: digits.slice(1), secret: `"${digits.slice(1)}"` };
  if (/password|name|header|slug|number|key/i.test(name)) return { text: secret, secret };
  return { text: `${secret}${FORGED}`, secret };
}

const OURS = new Set([
  'level',
  'time',
  'msg',
  'requestId',
  'security',
  'err',
  'method',
  'path',
  'what',
  'id',
  'message',
  'cause',
  'dropped',
  'job',
  'log',
  'position',
  'rows',
  'head',
  'problems',
  'shape',
  'who',
  'count',
  'deleted',
  'failed',
  'pictures',
  'where',
  'days',
  'kept',
  'receiptId',
  'receipt',
  'refundId',
  'orderId',
  'order',
  'promotion',
  'reason',
  'found',
]);

function isOurs(line: string): boolean {
  if (line.trimEnd().includes('\n')) return false;
  const fields = JSON.parse(line) as Record<string, unknown>;
  return fields['msg'] !== 'forged' && Object.keys(fields).every((name) => OURS.has(name));
}

const rename = (db: DataSource, from: string, to: string) => db.query(`ALTER TABLE ${from} RENAME TO ${to}`);

/** Somebody with all rights on the database changes what staff did. Everything is put back afterwards. */
async function changedBehindItsBack(shop: LoggedShop): Promise<Result[]> {
  const ctx: Context = { ...shop.ctx, actor: { kind: 'staff', id: 1, role: 'owner' } };
  for (let n = 0; n < 6; n++) {
    await transact(ctx.db, (tx) => audit(tx, ctx, { action: 'changeStock', resource: 'products', recordId: n, reason: '재고 정리' }));
    if (n % 2 === 1) await seal(shop);
  }
  const [before] = await verifyLogs(shop.ctx);
  if (!before?.head || before.problems.length > 0)
    return [{ claim: 'the logs of staff verify', failures: [JSON.stringify(before ?? null)] }];
  const anchor = before.head;
  const newest = await AuditEntry.find({ order: { id: 'DESC' }, take: 4 });
  const seals = await LogSeal.find({ where: { log: 'audit' }, order: { position: 'DESC' }, take: 1 });
  const [last, second] = newest;
  const back = async () => {
    await AuditEntry.delete(newest.map(({ id }) => id));
    // Copies: inserting writes ids into what it is handed.
    await AuditEntry.insert(newest.map((row) => ({ ...row })));
    await LogSeal.delete({ log: 'audit', position: anchor.position });
    await LogSeal.insert(seals.map((one) => ({ ...one })));
  };
  const ways: Record<string, () => Promise<unknown>> = {
    'changes what a row says': () => AuditEntry.update(last?.id ?? 0, { reason: '다른 이유' }),
    'gives a row to another': () => AuditEntry.update(last?.id ?? 0, { staffId: 2 }),
    'deletes a row': () => AuditEntry.delete(second?.id ?? 0),
    'lets two rows change places': async () => {
      await AuditEntry.delete([last?.id ?? 0, second?.id ?? 0]);
      await AuditEntry.insert([
        { ...last, id: second?.id ?? 0 },
        { ...second, id: last?.id ?? 0 },
      ] as AuditEntry[]);
    },
    'cuts off the newest rows': () => AuditEntry.delete(newest.map(({ id }) => id)),
    'cuts off rows and their seal': async () => {
      await AuditEntry.delete(newest.slice(0, 2).map(({ id }) => id));
      await LogSeal.delete({ log: 'audit', position: anchor.position });
    },
  };
  const results: Result[] = [];
  for (const [way, tamper] of Object.entries(ways)) {
    await tamper();
    const [after] = await verifyLogs(shop.ctx, { audit: anchor });
    results.push({
      claim: `it is noticed when somebody ${way} of what staff did`,
      failures: after?.problems.length ? [] : ['nothing was noticed'],
    });
    await back();
  }
  const [after] = await verifyLogs(shop.ctx, { audit: anchor });
  return [
    ...results,
    { claim: 'nothing is noticed where nothing was done', failures: (after?.problems ?? []).map((problem) => JSON.stringify(problem)) },
  ];
}

async function seal(shop: LoggedShop): Promise<void> {
  await shop.clock.pass(10_000);
  while ((await sealLogs({ ...shop.ctx, clock: shop.clock })) > 0);
}

/** What a burst of faults, and somebody who guesses at the console, make of the alerts' channel. */
async function toldOnce(shop: LoggedShop): Promise<Result[]> {
  const told = async (part: string) => (await shop.messages('slack')).filter(({ text }) => text.includes(part)).length;
  // Past what the attacks before have made.
  await shop.clock.pass(2 * 3_600_000);
  const before = { faults: await told('5xx'), denied: await told('권한 없는') };
  const client = shop.from('203.0.113.60');
  await rename(shop.db, 'customers', 'customers_away');
  try {
    for (let n = 0; n < 30; n++) await client.post('/api/customer/session', { email: `a${n}@b.kr`, password: 'not the password' });
  } finally {
    await rename(shop.db, 'customers_away', 'customers');
  }
  const viewer = await shop.staff('viewer');
  for (let n = 0; n < 30; n++) await viewer.get('/admin/resources/Staff');
  const sum = { faults: (await told('5xx')) - before.faults, denied: (await told('권한 없는')) - before.denied };
  return Object.entries(sum).map(([what, count]) => ({
    claim: `thirty ${what === 'faults' ? 'answers 5xx' : 'pages that are not a viewer’s'} reach Slack once`,
    failures: count === 1 ? [] : [`${count} messages`],
  }));
}
