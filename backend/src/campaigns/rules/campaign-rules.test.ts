import { describe, expect, it } from 'vitest';
import { CAMPAIGN_PURPOSES, composeCampaign } from './campaign-text.js';
import { hasMoved, mayDriftBy, TYPED_ABOVE } from './receivers.js';
import { consentsSince, mayDeliverNow } from '../../outbox/rules/may-deliver.js';

const sender = { number: '15880000', optOut: '0801588000' };
const seoul = (time: string) => new Date(`2026-11-22T${time}+09:00`);
const both = { marketing: true, night: true };
const day = { marketing: true, night: false };

describe('the text of a campaign', () => {
  it('as advertising begins with the mark, names the sender and ends with the free way out', () => {
    expect(composeCampaign('advertising', '  새 공동구매가 열렸어요.\r\n지금 보세요. ', sender)).toBe(
      '(광고)[MNG샵] 새 공동구매가 열렸어요.\n지금 보세요.\n문의 1588-0000\n무료수신거부 080-158-8000',
    );
  });

  it('has the mark once', () => {
    expect(composeCampaign('advertising', '(광고) 열렸어요', sender)).toMatch(/^\(광고\)\[MNG샵\] 열렸어요\n/);
  });

  it('as a notice only names the sender', () => {
    expect(composeCampaign('notice', '배송이 하루 늦어요.', sender)).toBe('[MNG샵] 배송이 하루 늦어요.');
  });

  it('names the ways out as they are dialled', () => {
    expect(composeCampaign('advertising', '열렸어요', { number: '0212345678', optOut: '01012345678' })).toMatch(
      /문의 02-1234-5678\n무료수신거부 010-1234-5678$/,
    );
    expect(CAMPAIGN_PURPOSES).toEqual(['notice', 'advertising']);
  });
});

describe('how many receive a campaign', () => {
  it('may not move while it can be read as names, and above that by one of a hundred', () => {
    expect([0, 100, 101, 199, 200, 1_000].map(mayDriftBy)).toEqual([0, 0, 1, 1, 2, 10]);
    expect(TYPED_ABOVE).toBe(100);
  });

  it('has moved beyond what was granted, up or down', () => {
    const moved = (now: number) => hasMoved({ receives: 200, tolerance: 2 }, now);
    expect([197, 198, 200, 202, 203].map(moved)).toEqual([true, false, false, false, true]);
  });
});

describe('a message at its hour', () => {
  it.each([
    ['08:00:00', true],
    ['12:00:00', true],
    ['20:59:59', true],
    ['21:00:00', false],
    ['23:59:59', false],
    ['00:00:00', false],
    ['07:59:59', false],
  ])('is advertising at %s in Korea: %s', (time, may) => {
    expect(mayDeliverNow('advertising', day, seoul(time)).ok).toBe(may);
    expect(mayDeliverNow('advertising', both, seoul(time)).ok).toBe(true);
  });

  it('needs consent as advertising, the night’s alone is none, and as anything else none', () => {
    expect(mayDeliverNow('advertising', { marketing: false, night: true }, seoul('12:00:00'))).toEqual({ ok: false, reason: 'no_consent' });
    expect(mayDeliverNow('advertising', day, seoul('22:00:00'))).toEqual({ ok: false, reason: 'night' });
    for (const purpose of ['notice', 'order', 'refund', 'code'] as const) {
      expect(mayDeliverNow(purpose, { marketing: false, night: false }, seoul('03:00:00'))).toEqual({ ok: true });
    }
  });

  it('counts consents for two years', () => {
    expect(consentsSince(new Date('2026-11-22T00:00:00Z'))).toEqual(new Date('2024-11-22T00:00:00Z'));
  });
});
