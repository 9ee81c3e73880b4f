import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, onRefusal } from './calls';
import { ApiError } from './api-error';
import { $waiting } from './come-again';

const answer = (status: number, body: unknown) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json(body, { status })),
  );
const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
const timedOut = () => new DOMException('signal timed out', 'TimeoutError');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

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
  it.each([
    ['before any answer', () => Promise.reject(timedOut())],
    ['in the middle of one', () => Promise.resolve(new Response(new ReadableStream({ start: (body) => body.error(timedOut()) })))],
  ])('says that the answer is late when the deadline passes %s', async (_when, late) => {
    vi.stubGlobal('fetch', late);
    expect(await caught(api.promotions())).toMatchObject({ status: 0, code: 'too_late', detail: expect.stringContaining('잠시 뒤에') });
    expect(await caught(api.cancelOrder('1', ''))).toMatchObject({ code: 'too_late', detail: expect.stringContaining('확인하고') });
  });
  it('gives every call a deadline, and a payment as long as the server gives Bootpay', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    answer(200, {});
    await api.me();
    await api.signOut();
    await api.submitPayment('1', '2');
    expect(timeout.mock.calls.flat()).toEqual([8_000, 15_000, 20_000]);
    for (const [, init] of vi.mocked(fetch).mock.calls) expect(init?.signal).toBeInstanceOf(AbortSignal);
  });
  it('tells of a refusal before whoever asked is', async () => {
    const told: string[] = [];
    onRefusal(({ code }) => told.push(code));
    answer(401, { code: 'not_signed_in', detail: '로그인이 필요해요.', errors: [] });
    await caught(api.me().catch(() => told.push('caught')));
    expect(told).toEqual(['not_signed_in', 'caught']);
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
  it.each(['sent early', 'asked for here'])('comes again by itself where too many read at once: %s', async (from) => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const busy = () =>
      Response.json({ code: 'busy', detail: '지금 많이 들어오고 있어요.' }, { status: 503, headers: { 'retry-after': '1' } });
    const told: string[] = [];
    onRefusal(({ code }) => told.push(code));
    const early = from === 'sent early';
    vi.stubGlobal('window', early ? { mngEarly: { '/api/customer/promotions': Promise.resolve(busy()) } } : {});
    const asked = vi.fn(async () => (asked.mock.calls.length < (early ? 2 : 3) ? busy() : Response.json({ promotions: [] })));
    vi.stubGlobal('fetch', asked);
    const list = api.promotions();
    await vi.advanceTimersByTimeAsync(1_499);
    expect([asked.mock.calls.length, $waiting.get()]).toEqual([early ? 0 : 1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveBeenCalledTimes(early ? 1 : 2);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await list).toEqual({ promotions: [] });
    expect([told, $waiting.get()]).toEqual([[], 0]);
  });
  it('gives up after some tries, and never sends by itself again what was to be written, or in a shop that is closed', async () => {
    vi.useFakeTimers();
    const refuse = (code: string, seconds: number) =>
      vi.stubGlobal(
        'fetch',
        vi.fn(async () => Response.json({ code, detail: '' }, { status: 503, headers: { 'retry-after': String(seconds) } })),
      );
    refuse('busy', 1);
    const list = caught(api.promotions());
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await list).toMatchObject({ status: 503, code: 'busy' });
    expect([vi.mocked(fetch).mock.calls.length, $waiting.get()]).toEqual([5, 0]);
    expect(await caught(api.cancelOrder('1', ''))).toMatchObject({ code: 'busy' });
    expect(fetch).toHaveBeenCalledTimes(6);
    refuse('maintenance', 300);
    expect(await caught(api.promotions())).toMatchObject({ code: 'maintenance' });
    expect(fetch).toHaveBeenCalledTimes(1);
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
