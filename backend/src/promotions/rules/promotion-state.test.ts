import { describe, expect, it } from 'vitest';
import { kindOf, PROMOTION_KIND_NAMES } from './promotion-kind.js';
import {
  OFFER_OUTCOMES,
  promotionStatesBefore,
  SHOWN_PROMOTION_STATES,
  SHOWN_STATES,
  shownState,
  type StoredPromotionState,
} from './promotion-state.js';

const opensAt = new Date('2026-11-22T01:00:00.000Z');
const closesAt = new Date('2026-11-22T02:00:00.000Z');
const shown = (state: StoredPromotionState, now: Date) => shownState({ state, opensAt, closesAt }, now);
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

describe('a promotion', () => {
  it('is published once, and from there ends once, in one of three ways', () => {
    expect(promotionStatesBefore('published')).toEqual(['draft']);
    for (const end of ['settled', 'failed', 'cancelled'] as const) expect(promotionStatesBefore(end)).toEqual(['published']);
    expect(promotionStatesBefore('draft')).toEqual([]);
  });

  it.each([
    ['scheduled', later(opensAt, -1)],
    ['open', opensAt],
    ['open', later(closesAt, -1)],
    ['closed', closesAt],
    ['closed', later(closesAt, 1)],
  ] as const)('is shown as %s at %s', (state, now) => {
    expect(shown('published', now)).toBe(state);
  });

  it('is shown as what it became, and to nobody as a draft or cancelled', () => {
    expect([shown('settled', opensAt), shown('failed', opensAt)]).toEqual(['settled', 'failed']);
    for (const hidden of ['draft', 'cancelled'] as const) expect(() => shown(hidden, opensAt)).toThrow(hidden);
  });

  it('is seen by its universities in all states that can be shown, and no other', () => {
    expect(SHOWN_STATES).toEqual(['published', 'settled', 'failed']);
    expect(SHOWN_PROMOTION_STATES).toEqual(['scheduled', 'open', 'closed', 'settled', 'failed']);
    expect(OFFER_OUTCOMES).toEqual(['reached', 'missed']);
  });
});

describe('a kind of promotion', () => {
  it('as a group buy has a falling price and may have a goal; its buyers wait for its end', () => {
    expect(kindOf({ kind: 'group_buy' })).toEqual({ price: 'falling', mayHaveGoal: true, released: 'at_settlement', buyersWait: true });
  });

  it('as a sale has one price and no goal; what is paid goes out', () => {
    expect(kindOf({ kind: 'sale' })).toEqual({ price: 'one', mayHaveGoal: false, released: 'at_payment', buyersWait: false });
    expect(PROMOTION_KIND_NAMES).toEqual(['group_buy', 'sale']);
  });

  it('is none that the table does not know', () => {
    expect(() => kindOf({ kind: 'auction' as 'sale' })).toThrow('auction');
  });
});
