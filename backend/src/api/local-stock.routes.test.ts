import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { staffContext } from '../testing/staff-context.js';
import { newProduct } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { shopRoutes } from './local-stock.routes.js';

let test: TestDatabase;
let server: Server;
let variantId: number;
beforeAll(async () => {
  test = await openTestDatabase();
  const ctx = staffContext(test.db);
  variantId = (await newProduct(ctx)).variantIds[0] as number;
  server = createServer(express().use(shopRoutes(ctx))).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => VariantStock.update({ variantId }, { onHand: 10, reserved: 4 }));
afterAll(async () => {
  server.close();
  await test.drop();
});

async function post(body: string) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stock`;
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } };
}
const set = (stock: object) => post(JSON.stringify({ variantId, ...stock }));
const onHand = async () => (await VariantStock.findOneByOrFail({ variantId })).onHand;

it('the stock is set as far down as orders hold it, and again to what it is', async () => {
  for (const wanted of [20, 4, 4]) expect([(await set({ onHand: wanted })).status, await onHand()]).toEqual([200, wanted]);
});

it('below what orders hold is refused with a sentence', async () => {
  const refused = await set({ onHand: 3 });
  expect([refused.status, refused.body.code]).toEqual([409, 'stock_reserved']);
  expect(refused.body.detail).toContain('4개');
  expect(await onHand()).toBe(10);
});

it.each([
  [404, { variantId: 999_999, onHand: 1 }],
  [404, { variantId: Number.MAX_SAFE_INTEGER, onHand: 1 }],
  [422, { onHand: -1 }],
  [422, { onHand: 1.5 }],
  [422, { onHand: 1_000_001 }],
  [422, { onHand: '5' }],
  [422, { onHand: null }],
  [422, { variantId: 0, onHand: 1 }],
  [422, { variantId: '1', onHand: 1 }],
  [422, { onHand: 1, reserved: 0 }],
])('%i for %j', async (status, body) => {
  const answer = await set(body);
  expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(/[가-힣]/)]);
});

it.each([
  ['', 422],
  ['{', 400],
  ['[]', 422],
  ['"x"', 400],
] as const)('a body of %j is no crash', async (body, status) => {
  expect((await post(body)).status).toBe(status);
});
