import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverNow, syncClock } from './server-clock';

const AT = Date.parse('2026-11-22T09:00:00.000Z');
beforeEach(() => {
  vi.useFakeTimers({ now: AT - 3_600_000 }); // a phone that is an hour slow
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the server’s clock', () => {
  it('is learned from an answer, and not unlearned from one that the browser had kept', () => {
    syncClock(new Date(AT).toISOString());
    expect(serverNow()).toBe(AT);
    vi.advanceTimersByTime(600_000);
    syncClock(new Date(AT).toISOString()); // 304: the words of ten minutes ago
    expect(serverNow()).toBe(AT + 600_000);
  });

  it('is learned from the Date header too, which a 304 renews', () => {
    syncClock(new Date(AT + 5_000).toUTCString());
    expect(serverNow()).toBe(AT + 5_000);
  });
});
