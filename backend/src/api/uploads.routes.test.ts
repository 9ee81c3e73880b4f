import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPictureUpload } from '../catalog/start-picture-upload.js';
import { Problem } from '../contract/index.js';
import { Staff } from '../staff/staff.entity.js';
import { hashPassword } from '../kernel/passwords.js';
import type { Client } from '../testing/client.js';
import { PASSWORD, signIn } from '../testing/console-fixture.js';
import { rawRequest } from '../testing/raw-request.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

let shop: TestShop;
const staff: Partial<Record<'manager' | 'viewer', Client>> = {};
beforeAll(async () => {
  shop = await startShop();
  for (const role of ['manager', 'viewer'] as const) {
    const row = {
      email: `${role}@mngshop.test`,
      name: role,
      role,
      passwordHash: await hashPassword(PASSWORD),
      createdAt: shop.clock.now(),
    };
    await Staff.insert(row);
    staff[role] = await signIn(shop.url, role);
  }
});
afterAll(() => shop.stop());

const NAME = 'a'.repeat(32);
const PUT = { 'x-ms-blob-type': 'BlockBlob' };

describe('the disk’s upload address', () => {
  it.each([
    ['no signature', `/api/uploads/${NAME}`],
    ['a signature of nothing', `/api/uploads/${NAME}?sp=c&se=2099-01-01T00:00:00Z&sig=`],
    ['another’s signature', `/api/uploads/${NAME}?sp=c&se=2099-01-01T00:00:00Z&sig=${'0'.repeat(64)}`],
    ['lists for words', `/api/uploads/${NAME}?sp=c&sp=c&se=a&se=b&sig=c&sig=d`],
    ['an end that is no time', `/api/uploads/${NAME}?sp=c&se=tomorrow&sig=x`],
    ['a way out of the folder', '/api/uploads/..%2F..%2Fetc%2Fpasswd?sp=c&se=2099-01-01T00:00:00Z&sig=x'],
    ['a name with nothing', '/api/uploads/%00?sp=c&se=2099-01-01T00:00:00Z&sig=x'],
    ['a long name', `/api/uploads/${'a'.repeat(4_000)}?sig=x`],
  ])('with %s is 403, as a problem', async (_name, path) => {
    const { status, headers, text } = await rawRequest(shop.url, { method: 'PUT', path, headers: PUT, body: 'x' });
    expect([status, headers['x-ms-error-code']]).toEqual([403, 'AuthenticationFailed']);
    expect(Problem.parse(JSON.parse(text)).detail).toMatch(/요\.$/);
  });

  it('is answered to PUT alone, and from our own pages alone', async () => {
    const { uploadUrl } = await startPictureUpload(shop.ctx);
    const { pathname, search } = new URL(uploadUrl);
    const path = pathname + search;
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH']) {
      const { status } = await rawRequest(shop.url, { method, path, headers: PUT });
      expect([method, status]).toEqual([method, 404]);
    }
    const foreign = { ...PUT, Origin: 'https://elsewhere.example', Cookie: 'x=y' };
    expect((await rawRequest(shop.url, { method: 'PUT', path, headers: foreign, body: 'x' })).status).toBe(403);
    expect((await rawRequest(shop.url, { method: 'PUT', path, headers: PUT, body: 'x' })).status).toBe(201);
  });
});

describe('the console’s side of an upload', () => {
  const post = (role: 'manager' | 'viewer', action: string, input: unknown) =>
    staff[role]!.post<{ data?: { uploadUrl: string; upload: string } }>(`/admin/api/resources/Product/actions/${action}`, { input });

  it('is for who may change products, and nobody else', async () => {
    const { status, body } = await post('manager', 'startUpload', {});
    expect(status).toBe(200);
    expect(body.data?.uploadUrl).toContain(body.data?.upload);
    for (const action of ['startUpload', 'finishUpload']) {
      expect((await post('viewer', action, { upload: NAME })).status).toBe(403);
      const stranger = await rawRequest(shop.url, { method: 'POST', path: `/admin/api/resources/Product/actions/${action}` });
      expect([401, 403]).toContain(stranger.status);
    }
  });

  it('does nothing on GET, and says what is wrong with a name', async () => {
    const before = (await post('manager', 'startUpload', {})).body.data?.upload;
    expect(before).toBeTruthy();
    const looked = await staff.manager!.get<{ data?: unknown }>('/admin/api/resources/Product/actions/startUpload');
    expect(looked.body.data).toBeUndefined();
    for (const upload of ['', '../x', 7, null]) expect((await post('manager', 'finishUpload', { upload })).status).toBe(422);
    expect((await post('manager', 'finishUpload', { upload: NAME })).status).toBe(404);
  });

  it('has no button of its own, and the page may load and send nowhere else', async () => {
    const page = await staff.manager!.get('/admin/resources/Product');
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';");
    expect(page.headers.get('content-security-policy')).toContain("img-src 'self' data: blob:;");
    const state = /"id":"Product".*?"resourceActions":\[(.*?)\]/s.exec(page.text)?.[1] ?? '';
    expect(state).toContain('"name":"new"');
    expect(state).not.toContain('startUpload');
  });
});
