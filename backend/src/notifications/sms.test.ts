import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideError } from '../kernel/context.js';
import { startOutside } from '../simulator/simulator.fixture.js';
import type { TestOutside } from '../simulator/simulator.fixture.js';
import { createSms } from './sms.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const sms = (over: Partial<Parameters<typeof createSms>[0]> = {}) =>
  createSms({ url: `${outside.origin}/_simulator/sms`, senderNumber: '15880000', timeoutMs: 2_000, ...over });
const paid = { to: '01012345678', text: '[MNG샵] 결제가 끝났어요.', key: 'order/7/paid' };

async function sent(): Promise<object[]> {
  const response = await fetch(`${outside.origin}/_simulator/messages?channel=sms`);
  return ((await response.json()) as { messages: object[] }).messages;
}

describe('a text message', () => {
  it('that is not said to be a resend is sent again: nobody asks whether it is there', async () => {
    await sms().send(paid);
    await sms().send(paid);
    expect(await sent()).toHaveLength(2);
  });

  it('is taken once, however often it is resent', async () => {
    await sms().send(paid);
    await sms().send({ ...paid, resend: true });
    await sms().send({ ...paid, resend: true });
    expect(await sent()).toEqual([{ id: 'order/7/paid', sentAt: expect.any(String) as string, to: '01012345678', text: paid.text }]);
  });

  it('is long from 91 bytes, which the provider checks', async () => {
    await sms().send({ ...paid, key: 'short', text: '가'.repeat(45) });
    await sms().send({ ...paid, key: 'long', text: '가'.repeat(46) });
    expect(await sent()).toHaveLength(2);
  });

  it('is not sent at all to something that is no number, nor over 2,000 bytes', async () => {
    await expect(sms().send({ ...paid, to: '010-1234-5678' })).rejects.toMatchObject({ kind: 'refused', code: 'bad_number' });
    await expect(sms().send({ ...paid, text: '가'.repeat(1_001) })).rejects.toMatchObject({ kind: 'refused', code: 'too_long' });
    expect(outside.asked).toEqual([]);
  });

  it('carries the token it was given, and is not sent without one', async () => {
    const headers: unknown[] = [];
    const realFetch = globalThis.fetch;
    globalThis.fetch = async (url, init) => (headers.push(init?.headers), realFetch(url, init));
    await sms({ authorize: async () => 'abc' })
      .send(paid)
      .finally(() => (globalThis.fetch = realFetch));
    expect(headers[0]).toMatchObject({ authorization: 'Bearer abc' });
    const broken = sms({ authorize: () => Promise.reject(new Error('no identity')) });
    await expect(broken.send({ ...paid, key: 'other' })).rejects.toMatchObject({ kind: 'unknown', code: 'no_token' });
    expect(await sent()).toHaveLength(1);
  });

  it('refused with a verdict is refused', async () => {
    await expect(sms().send({ ...paid, text: '' })).rejects.toMatchObject({ kind: 'refused', code: '-2021' });
  });

  it.each([
    ['commit_then_timeout', 'timeout', 1],
    ['commit_then_502', 'http_502', 1],
    ['html_502', 'http_502', 0],
    ['http_500', 'http_500', 0],
    ['drop', 'socket', 0],
  ] as const)('%s is unknown (%s)', async (kind, code, taken) => {
    outside.simulator.faults.plan({ on: 'sms', kind });
    const error: unknown = await sms()
      .send(paid)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutsideError);
    expect(error).toMatchObject({ kind: 'unknown', code });
    expect(String(error)).not.toContain('_simulator');
    expect(await sent()).toHaveLength(taken);
  });
});
