import { describe, expect, it } from 'vitest';
import { mayTake, taken } from './takes.fixture.js';

describe('what may be taken', () => {
  it('is less than the limit, and not more', () => {
    expect(mayTake(1, 1, 3)).toBe(true);
    expect(mayTake(3, 1, 3)).toBe(false);
  });

  it('adds up', () => {
    expect(taken([1, 2, 3])).toBe(6);
  });
});
