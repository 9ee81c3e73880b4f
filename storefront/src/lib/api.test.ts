import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from './api';
import { ApiError } from './api-error';

const answer = (status: number, body: unknown) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json(body, { status })),
  );
const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

afterEach(() => vi.unstubAllGlobals());

describe('the customer API', () => {
  it('turns a problem into an error with code, detail and fields', async () => {
    const errors = [{ path: 'recipient.phone', message: '휴대전화 번호를 확인해 주세요.' }];
    answer(422, { type: 'about:blank', title: 'invalid', status: 422, code: 'invalid', detail: '다시 확인해 주세요.', errors });
    const error = await caught(api.cancelOrder('20261122-7F3KQ9X2', ''));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'invalid', detail: '다시 확인해 주세요.' });
    expect((error as ApiError).of('recipient.phone')).toBe('휴대전화 번호를 확인해 주세요.');
    expect((error as ApiError).of('recipient.name')).toBeUndefined();
  });
  it('words an answer that is no problem document', async () => {
    vi.stubGlobal('fetch', async () => new Response('<h1>502</h1>', { status: 502 }));
    expect(await caught(api.promotions())).toMatchObject({ status: 502, code: 'unexpected', detail: expect.stringContaining('서버') });
  });
  it('tells being offline from a server out of reach', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('navigator', { onLine: false });
    expect(await caught(api.promotions())).toMatchObject({ code: 'offline', detail: expect.stringContaining('인터넷') });
    vi.stubGlobal('navigator', { onLine: true });
    expect(await caught(api.promotions())).toMatchObject({ code: 'unreachable' });
  });
  it('takes an answer that breaks off for none', async () => {
    vi.stubGlobal('fetch', async () => new Response('{"order":{"num', { status: 201 }));
    expect(await caught(api.promotions())).toMatchObject({ status: 0, code: 'unreachable' });
  });
  it('answers 204 with nothing', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
    expect(await api.signOut()).toBeUndefined();
  });
  it('sends the key of an order and never lets a slug leave its path', async () => {
    answer(201, {});
    const recipient = { name: '이하늘', phone: '01012345678', postcode: '08826', address1: '관악로 1', address2: '', memo: '' };
    await api.placeOrder({ lines: [], recipient }, 'key-12345678');
    await api.product('../me?x=');
    const calls = vi.mocked(fetch).mock.calls;
    expect(calls[0]?.[1]).toMatchObject({ method: 'POST', headers: { 'idempotency-key': 'key-12345678' } });
    expect(calls[1]?.[0]).toBe('/api/customer/products/..%2Fme%3Fx%3D');
  });
  it('takes an early answer once, then asks again', async () => {
    answer(200, { customer: null });
    vi.stubGlobal('window', { mngEarly: { '/api/customer/me': Promise.resolve(Response.json({ customer: { name: '이하늘' } })) } });
    expect(await api.me()).toEqual({ customer: { name: '이하늘' } });
    expect(fetch).not.toHaveBeenCalled();
    expect(await api.me()).toEqual({ customer: null });
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
