import { describe, expect, it } from 'vitest';
import { pauseLeft } from './expiry-pause.js';

const NOW = new Date('2026-11-22T03:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const order = { expiredAt: null as Date | null, cancelledAt: null as Date | null, paidAt: null as Date | null, endedByShop: false };
const ranOut = (minutesAgo: number) => ({ ...order, state: 'expired', expiredAt: ago(minutesAgo) });
const cancelled = (minutesAgo: number) => ({ ...order, state: 'cancelled', cancelledAt: ago(minutesAgo) });
const ended = (minutesAgo: number) => ({ ...ranOut(minutesAgo), endedByShop: true });
const paid = { ...order, state: 'paid', paidAt: ago(5) };

describe('the pause after orders that ran out', () => {
  it.each([
    ['two', [ranOut(1), ranOut(20)], 0],
    ['three', [ranOut(10), ranOut(30), ranOut(50)], 50 * 60],
    ['three, an hour ago', [ranOut(60), ranOut(70), ranOut(80)], 0],
    ['three with one that was paid', [ranOut(1), paid, ranOut(2), ranOut(3)], 0],
    ['three, one of them without its time', [ranOut(10), { ...ranOut(1), expiredAt: null }, ranOut(50)], 50 * 60],
    ['three and an earlier one that was paid', [ranOut(10), ranOut(30), ranOut(50), paid], 50 * 60],
    ['three, 59 minutes and 59.5 seconds ago', [ranOut(60 - 0.5 / 60), ranOut(70), ranOut(80)], 1],
    ['three, 59.9 of whose 60 minutes have passed', [ranOut(59.9), ranOut(70), ranOut(80)], 6],
    ['none', [], 0],
    ['three that were cancelled unpaid', [cancelled(10), cancelled(11), cancelled(12)], 50 * 60],
    ['two that ran out, and one that was cancelled unpaid', [cancelled(20), ranOut(30), ranOut(50)], 40 * 60],
    ['three that were cancelled, one of them paid', [cancelled(1), { ...cancelled(2), paidAt: ago(3) }, cancelled(4)], 0],
    ['three that the shop ended', [ended(1), ended(1), ended(1)], 0],
    ['two, and one that the shop ended', [ranOut(1), ended(2), ranOut(3)], 0],
    ['three around one that the shop ended', [ranOut(10), ended(11), ranOut(30), ranOut(50)], 50 * 60],
  ])('%s', (_, latest, seconds) => {
    expect(pauseLeft(latest, NOW)).toBe(seconds);
  });
});
