import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../../kernel/root.js';
import { rawRequest } from '../../testing/raw-request.js';
import { customerRoutes } from '../../testing/routes-of.js';
import { startShop, type TestShop } from '../../testing/test-shop.js';
import { openapi } from './openapi.js';

interface Operation {
  summary: string;
  requestBody?: unknown;
  responses: Record<string, { content?: Record<string, unknown> }>;
}
const { paths } = openapi() as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

describe('the API’s document', () => {
  it('is the one that is checked in; `npm run openapi` writes it anew', () => {
    const checkedIn: unknown = JSON.parse(readFileSync(join(ROOT, 'backend/openapi.json'), 'utf8'));
    expect(checkedIn).toEqual(JSON.parse(JSON.stringify(openapi())));
  });

  it('lists every route that the routers have, and none besides', () => {
    const documented = operations.map(({ method, path }) => `${method} ${path}`);
    const real = customerRoutes(shop.ctx).map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
    expect(real.length).toBeGreaterThan(20);
    expect(documented.toSorted()).toEqual(real.toSorted());
  });

  it('is made once, and validated by its tag, in either encoding', async () => {
    const get = (headers: Record<string, string> = {}) => rawRequest(shop.url, { method: 'GET', path: '/api/docs/openapi.json', headers });
    const made = vi.spyOn(JSON, 'stringify');
    const [plain, zipped] = [await get(), await get({ 'Accept-Encoding': 'gzip' })];
    const tag = plain.headers['etag'] ?? '';
    const known = await get({ 'If-None-Match': tag });
    const documents = made.mock.calls.filter(([value]) => typeof value === 'object' && value !== null && 'openapi' in value);
    made.mockRestore();
    expect(documents.length).toBeLessThanOrEqual(1);
    expect([tag, zipped.headers['etag'], zipped.headers['content-encoding']]).toEqual([expect.stringMatching(/^W\/"/), tag, 'gzip']);
    expect(plain.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    expect([known.status, known.text]).toEqual([304, '']);
  });

  it('is served to read, from this machine alone', async () => {
    const served = await rawRequest(shop.url, { method: 'GET', path: '/api/docs/openapi.json' });
    expect(JSON.parse(served.text)).toEqual(JSON.parse(JSON.stringify(openapi())));
    const page = await rawRequest(shop.url, { method: 'GET', path: '/api/docs/' });
    expect([page.status, page.text]).toEqual([200, expect.not.stringMatching(/https?:\/\//)]);
  });

  it.each(operations)('tells what a visitor’s empty $method $path is answered', async ({ method, path, operation }) => {
    const answer = await rawRequest(shop.url, { method, path: path.replaceAll(/\{\w+\}/g, 'some-thing') });
    const told = operation.responses[String(answer.status)];
    expect(Object.keys(operation.responses)).toContain(String(answer.status));
    const type = answer.headers['content-type']?.split(';')[0] ?? '';
    expect(Object.keys(told?.content ?? {})).toContain(type);
  });
});
