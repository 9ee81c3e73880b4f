import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideError } from '../kernel/context.js';
import { startOutside } from '../simulator/simulator.fixture.js';
import type { TestOutside } from '../simulator/simulator.fixture.js';
import { createSlack } from './slack.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const slack = () => createSlack({ url: `${outside.origin}/_simulator/slack`, timeoutMs: 2_000 });

async function posted(): Promise<{ text: string }[]> {
  const response = await fetch(`${outside.origin}/_simulator/messages?channel=slack`);
  return ((await response.json()) as { messages: { text: string }[] }).messages;
}

describe('a message to Slack', () => {
  it('arrives as it was written', async () => {
    await slack().post({ text: '*새 주문* 이하늘 & 친구 <3', key: 'order/7/paid' });
    expect((await posted()).map(({ text }) => text)).toEqual(['*새 주문* 이하늘 & 친구 <3']);
  });

  it('cannot mention the channel through a name, and carries its key', async () => {
    const bodies: unknown[] = [];
    const realFetch = globalThis.fetch;
    globalThis.fetch = async (url, init) => (bodies.push(init?.body), realFetch(url, init));
    await slack()
      .post({ text: '<!channel> 님이 주문했어요', key: 'order/8/paid' })
      .finally(() => (globalThis.fetch = realFetch));
    expect(bodies[0]).toContain('&lt;!channel&gt;');
    expect(bodies[0]).not.toContain('<!channel>');
    expect(bodies[0]).toContain('order/8/paid');
  });

  it('is cut where Slack would refuse it', async () => {
    await slack().post({ text: '가'.repeat(5_000), key: 'k' });
    expect((await posted())[0]?.text.length).toBeLessThan(3_000);
  });

  it.each([
    ['refuse', 'refused', 'http_400'],
    ['http_500', 'unknown', 'http_500'],
    ['html_502', 'unknown', 'http_502'],
    ['drop', 'unknown', 'socket'],
    ['hang', 'unknown', 'timeout'],
  ] as const)('%s is %s (%s), and the address is not told', async (kind, expected, code) => {
    outside.simulator.faults.plan({ on: 'slack', kind });
    const error: unknown = await slack()
      .post({ text: 'x', key: 'k' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutsideError);
    expect(error).toMatchObject({ kind: expected, code });
    expect(String(error)).not.toContain('_simulator');
  });

  it("names Slack's own reason", async () => {
    const empty = await slack()
      .post({ text: '', key: 'k' })
      .catch((thrown: unknown) => thrown);
    expect(empty).toMatchObject({ kind: 'refused', code: 'invalid_payload' });
  });
});
