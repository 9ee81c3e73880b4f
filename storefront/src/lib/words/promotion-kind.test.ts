import type { Promotion } from '@mngshop/backend/contract';
import { describe, expect, it } from 'vitest';
import { isRunning, kindOf } from './promotion-kind';

describe('the kinds of promotion on screens', () => {
  it('tells what is bought together to be running while it is open, and what is bought at once never', () => {
    expect(isRunning({ kind: 'group_buy', state: 'open' })).toBe(true);
    expect(isRunning({ kind: 'group_buy', state: 'closed' })).toBe(false);
    expect(isRunning({ kind: 'sale', state: 'open' })).toBe(false);
    expect(isRunning(undefined)).toBe(false);
  });
  it('shows a kind that is newer than the page by its price alone', () => {
    const newer = { kind: 'raffle' as Promotion['kind'], state: 'open' as const };
    expect(kindOf(newer)).toMatchObject({ card: 'price', buyersWait: false });
    expect(isRunning(newer)).toBe(false);
  });
});
