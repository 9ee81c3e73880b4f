import { describe, expect, it } from 'vitest';
import { refundDeadline } from './refund-deadline.js';

/** A time in Korea of the week from Monday, 23 November 2026. */
const inKorea = (time: string) => new Date(`2026-${time}+09:00`);

describe('money that is owed', () => {
  it.each([
    ['on a Monday, has gone back by Thursday', '11-23T10:00', '11-26T10:00'],
    ['on a Wednesday, by Monday: the weekend does not count', '11-25T10:00', '11-30T10:00'],
    ['on a Friday, by Wednesday', '11-27T10:00', '12-02T10:00'],
    ['on a Saturday, by Wednesday', '11-28T10:00', '12-02T10:00'],
    ['on a Sunday, by Wednesday', '11-29T10:00', '12-02T10:00'],
    ['in the first hour of a Saturday, which in London still is Friday, by Wednesday', '11-28T00:30', '12-02T00:30'],
    ['in the last hour of a Thursday, by Tuesday: it still is a Friday a day later', '11-26T23:30', '12-01T23:30'],
    ['in the last hour of a Sunday, by Wednesday', '11-29T23:30', '12-02T23:30'],
  ])('%s', (_, from, until) => {
    expect(refundDeadline(inKorea(from))).toEqual(inKorea(until));
  });
});
