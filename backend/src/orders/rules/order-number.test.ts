import { describe, expect, it } from 'vitest';
import { orderNumber } from './order-number.js';

const evening = new Date('2026-11-22T15:00:00.000Z');
const numberOf = (hex: string) => orderNumber(evening, Buffer.from(hex, 'hex'));

describe('the number of an order', () => {
  it('is the day in Korea, and the first ten bytes in letters none of which can be read as another', () => {
    expect(numberOf('00443214c74254b635cf')).toBe('20261123-0123456789ABCDEF');
    expect(numberOf('84653a56d7c675be77df')).toBe('20261123-GHJKMNPQRSTVWXYZ');
    expect(numberOf(`${'ff'.repeat(10)}00`)).toBe('20261123-ZZZZZZZZZZZZZZZZ');
  });
});
