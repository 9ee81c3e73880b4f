import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonBody } from './http/json-body.js';
import { problems } from './http/problem.js';
import { hashPassword } from '../kernel/passwords.js';
import { savePromotion } from '../promotions/save-promotion.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newOrder, newProduct, newUniversity, promotionInput, unique } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { adminRoutes } from './admin.routes.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffSession } from '../staff/staff-session.entity.js';

const PASSWORD = 'correct horse battery';
let test: TestDatabase;
let ctx: StaffContext;
let passwordHash: string;
let servers: Server[] = [];

beforeAll(async () => {
  test = await openTestDatabase();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  for (const server of servers) server.close();
  await test.drop();
});
beforeEach(() => {
  ctx = staffContext(test.db, { now: new Date() });
});

async function shop(): Promise<string> {
  const app = express().set('trust proxy', true).use('/api/admin', jsonBody(), adminRoutes(ctx), problems(ctx));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers = [...servers, server];
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/admin`;
}

async function newStaff(role: StaffRole): Promise<string> {
  const email = `${unique(role)}@mngshop.test`;
  await Staff.insert({ email, name: '김담당', role, passwordHash, active: true, createdAt: ctx.clock.now() });
  return email;
}

const call = (url: string, method: string, body?: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
let address = '203.0.113.1';
const cookieOf = (response: Response) => response.headers.getSetCookie()[0] ?? '';
const sentAll = (response: Response) => ({
  cookie: response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; '),
});
const sent = (response: Response) => ({ cookie: cookieOf(response).split(';')[0] as string });
async function signedIn(url: string, role: StaffRole = 'manager'): Promise<{ cookie: string }> {
  return sent(await call(`${url}/session`, 'POST', { email: await newStaff(role), password: PASSWORD }));
}

describe('POST /api/admin/session', () => {
  it('answers 201 with who it is, and a cookie that scripts and other sites do not get', async () => {
    const url = await shop();
    const email = await newStaff('owner');
    const response = await call(`${url}/session`, 'POST', { email: ` ${email.toUpperCase()} `, password: PASSWORD });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ staff: { id: expect.any(Number) as number, email, name: '김담당', role: 'owner' } });
    expect(cookieOf(response)).toMatch(/^mng_admin=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('binds the cookie to the host over TLS outside of local', async () => {
    ctx.settings.appEnv = 'dev';
    const response = await call(`${await shop()}/session`, 'POST', { email: await newStaff('owner'), password: PASSWORD });
    expect(cookieOf(response)).toMatch(/^__Host-mng_admin=[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('answers 401 and no cookie for a wrong password, 422 for another body', async () => {
    const url = await shop();
    const wrong = await call(`${url}/session`, 'POST', { email: await newStaff('owner'), password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(await wrong.json()).toMatchObject({ code: 'wrong_credentials' });
    expect(cookieOf(wrong)).toBe('');
    expect((await call(`${url}/session`, 'POST', { email: 'a@b.c' })).status).toBe(422);
  });

  it('is throttled per account, wherever strangers come from; success is not counted', async () => {
    address = '203.0.113.2';
    const url = await shop();
    const email = await newStaff('owner');
    for (let n = 0; n < 11; n++) expect((await call(`${url}/session`, 'POST', { email, password: PASSWORD })).status).toBe(201);
    const unknown = { email: 'nobody@mngshop.test', password: 'wrong' };
    for (let n = 0; n < 10; n++) expect((await call(`${url}/session`, 'POST', unknown)).status).toBe(401);
    const tooMany = await call(`${url}/session`, 'POST', unknown);
    expect(tooMany.status).toBe(429);
    expect(Number(tooMany.headers.get('retry-after'))).toBeGreaterThan(800);
    address = '203.0.113.3';
    expect((await call(`${url}/session`, 'POST', unknown)).status).toBe(429);
  });

  it('cannot be locked for who has signed in on this device before, whatever strangers try', async () => {
    address = '203.0.113.9';
    const url = await shop();
    const email = await newStaff('owner');
    const own = sentAll(await call(`${url}/session`, 'POST', { email, password: PASSWORD }));
    for (let n = 0; n < 10; n++) await call(`${url}/session`, 'POST', { email, password: 'wrong' });
    expect((await call(`${url}/session`, 'POST', { email, password: PASSWORD })).status).toBe(429);
    expect((await call(`${url}/session`, 'POST', { email, password: PASSWORD }, own)).status).toBe(201);
    // Even where the account's own lock is on, as after a restart.
    await Staff.update({ email }, { lockedUntil: new Date(Date.now() + 900_000) });
    expect((await call(`${url}/session`, 'POST', { email, password: PASSWORD }, own)).status).toBe(201);
    for (let n = 0; n < 10; n++) await call(`${url}/session`, 'POST', { email, password: 'wrong' }, own);
    expect((await call(`${url}/session`, 'POST', { email, password: PASSWORD }, own)).status).toBe(429);
  });
});

describe('GET /api/admin/session', () => {
  it('says whose session it is, kept nowhere, and 401 once it is over', async () => {
    const url = await shop();
    const mine = await signedIn(url, 'support');
    const answer = await call(`${url}/session`, 'GET', undefined, mine);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toMatchObject({ staff: { role: 'support', name: '김담당' } });
    await call(`${url}/session`, 'DELETE', undefined, mine);
    expect((await call(`${url}/session`, 'GET', undefined, mine)).status).toBe(401);
    expect((await call(`${url}/session`, 'GET')).status).toBe(401);
  });
});

describe('a staff token', () => {
  it('works nowhere any more after DELETE /api/admin/session', async () => {
    const url = await shop();
    const mine = await signedIn(url);
    const ended = await call(`${url}/session`, 'DELETE', undefined, mine);
    expect(ended.status).toBe(204);
    expect(cookieOf(ended)).toMatch(/^mng_admin=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await call(`${url}/exports`, 'POST', { reason: '월말 정산' }, mine)).status).toBe(401);
  });

  it('is one of ours, for staff, under HS256', async () => {
    const url = await shop();
    await signedIn(url);
    const { id: jwtid } = (await StaffSession.find({ order: { createdAt: 'DESC' }, take: 1 }))[0] as StaffSession;
    const status = async (token: string) =>
      (await call(`${url}/exports`, 'POST', { reason: '월말 정산' }, { cookie: `mng_admin=${token}` })).status;
    const { staffToken, customerToken } = ctx.settings.secrets;
    expect(await status(jwt.sign({}, staffToken, { audience: 'admin', jwtid }))).toBe(201);
    expect(await status(jwt.sign({}, staffToken, { audience: 'customer', jwtid }))).toBe(401);
    expect(await status(jwt.sign({}, customerToken, { audience: 'admin', jwtid }))).toBe(401);
    expect(await status(jwt.sign({}, staffToken, { audience: 'admin', jwtid, algorithm: 'HS512' }))).toBe(401);
    expect(await status(jwt.sign({}, '', { audience: 'admin', jwtid, algorithm: 'none' }))).toBe(401);
    expect(await status(jwt.sign({}, staffToken, { audience: 'admin', jwtid, expiresIn: -1 }))).toBe(401);
    expect(await status(jwt.sign({}, staffToken, { audience: 'admin' }))).toBe(401);
    expect(await status('garbage')).toBe(401);
  });
});

describe('exports over HTTP', () => {
  it('start with a reason and are read in pages', async () => {
    const url = await shop();
    const universityId = await newUniversity(ctx);
    const product = await newProduct(ctx);
    const { id: promotionId } = await savePromotion(ctx, promotionInput(ctx, product.id));
    const customerId = await newCustomer(ctx, universityId);
    const lines = [{ variantId: product.variantIds[0] as number, quantity: 1 }];
    for (let n = 0; n < 3; n++) await newOrder(ctx, { customerId, universityId, promotionId, lines });
    const mine = await signedIn(url, 'fulfilment');

    const started = await call(
      `${url}/exports`,
      'POST',
      { reason: '월말 정산', filters: { promotionId, placedFrom: '2026-01-01T00:00:00Z' } },
      mine,
    );
    expect(started.status).toBe(201);
    const { id } = (await started.json()) as { id: string };
    const page = await call(`${url}/orders?export=${id}&limit=2`, 'GET', undefined, mine);
    const { rows, nextCursor } = (await page.json()) as { rows: unknown[]; nextCursor: string };
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ recipientPhone: '01099998888', recipientPostcode: '01234', placedAt: ctx.clock.now().toISOString() });
    const rest = await call(`${url}/orders?export=${id}&limit=2&cursor=${nextCursor}`, 'GET', undefined, mine);
    expect(await rest.json()).toMatchObject({ rows: [{}], nextCursor: null });

    expect((await call(`${url}/orders?export=${id}`, 'GET', undefined, await signedIn(url, 'owner'))).status).toBe(404);
    expect((await call(`${url}/orders?export=${id}`, 'GET')).status).toBe(401);
    expect((await call(`${url}/orders?export=${id}&cursor=x`, 'GET', undefined, mine)).status).toBe(422);
    expect((await call(`${url}/orders`, 'GET', undefined, mine)).status).toBe(422);
  });

  it.each([
    [422, 'without a reason', 'manager', { reason: 'a' }],
    [422, 'with a filter nobody knows', 'manager', { reason: '월말 정산', filters: { colour: 'red' } }],
    [422, 'with a state nobody knows', 'manager', { reason: '월말 정산', filters: { state: 'lost' } }],
    [403, 'to who may not', 'support', { reason: '월말 정산' }],
    [401, 'to who is not signed in', null, { reason: '월말 정산' }],
  ] as const)('are refused with %i %s', async (status, _why, role, asked) => {
    const url = await shop();
    const cookie = role ? await signedIn(url, role) : undefined;
    expect((await call(`${url}/exports`, 'POST', asked, cookie)).status).toBe(status);
  });
});
