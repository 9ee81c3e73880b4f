import { describe, expect, it } from 'vitest';
import { composeCampaign } from './campaign-text.js';
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
