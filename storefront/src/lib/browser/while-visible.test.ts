import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whileVisible } from './while-visible';

const SECOND = 1_000;
let page: EventTarget & { visibilityState: string };
let net: EventTarget;
let browser: { onLine: boolean };
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  net = new EventTarget();
  browser = { onLine: true };
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', browser);
  vi.stubGlobal('addEventListener', net.addEventListener.bind(net));
  vi.stubGlobal('removeEventListener', net.removeEventListener.bind(net));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const show = (state: 'visible' | 'hidden') => {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
};
const begin = (call = vi.fn(() => Promise.resolve())) => {
  stop = whileVisible(call, 12 * SECOND);
  return call;
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a page that shows live counts', () => {
  it('asks again after every pause while it is in front', async () => {
    const call = begin();
    await pass(11 * SECOND);
    expect(call).toHaveBeenCalledTimes(0);
    await pass(25 * SECOND);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('does not ask in step with others: pauses differ by a fifth', async () => {
    vi.mocked(Math.random).mockReturnValue(0);
    const early = begin();
    await pass(9.7 * SECOND);
    expect(early).toHaveBeenCalledTimes(1);
    stop();
    vi.mocked(Math.random).mockReturnValue(0.999);
    const late = begin();
    await pass(14 * SECOND);
    expect(late).toHaveBeenCalledTimes(0);
    await pass(SECOND);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('asks nothing behind another page, and at once when it is in front again', async () => {
    const call = begin();
    show('hidden');
    await pass(120 * SECOND);
    expect(call).toHaveBeenCalledTimes(0);
    show('visible');
    expect(call).toHaveBeenCalledTimes(1);
    await pass(12 * SECOND);
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('asks nothing while offline, and after a pause when online again', async () => {
    const call = begin();
    browser.onLine = false;
    await pass(120 * SECOND);
    expect(call).toHaveBeenCalledTimes(0);
    browser.onLine = true;
    net.dispatchEvent(new Event('online'));
    expect(call).toHaveBeenCalledTimes(0);
    await pass(12 * SECOND);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('waits for a slow answer before it asks again, and goes on after one that failed', async () => {
    const answers: PromiseWithResolvers<void>[] = [];
    const call = begin(
      vi.fn(() => {
        const answer = Promise.withResolvers<void>();
        answers.push(answer);
        return answer.promise.catch(() => undefined);
      }),
    );
    await pass(60 * SECOND);
    show('visible');
    expect(call).toHaveBeenCalledTimes(1);
    answers[0]?.reject(new Error('no network'));
    await pass(12 * SECOND);
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('asks nothing once it is left', async () => {
    const call = begin();
    stop();
    show('visible');
    net.dispatchEvent(new Event('online'));
    await pass(60 * SECOND);
    expect(call).toHaveBeenCalledTimes(0);
  });
});
