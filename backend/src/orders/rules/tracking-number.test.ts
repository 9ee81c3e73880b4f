import { describe, expect, it } from 'vitest';
import { sentence } from '../../words/sentence.js';
import { bareTrackingNumber, type Carrier, CARRIERS, isCarrier, trackingFault } from './tracking-number.js';

/** As it is told. */
function faultOf(carrier: Carrier | null, bare: string): string | null {
  const said = trackingFault(carrier, bare);
  return said && sentence(said);
}

describe('a tracking number as stored', () => {
  it.each([
    '640012345678',
    ' 6400-1234-5678 ',
    '6400 1234 5678',
    '6400\u00a01234\u00a05678',
    '\ufeff6400\u200b1234\u20605678\t\r\n',
    '6400–1234—5678',
    '6400‑1234−5678',
    '６４００－１２３４－５６７８',
    '𝟨𝟦𝟢𝟢.1234.5678',
    "'640012345678",
  ])('is the same however it is written: %j', (typed) => {
    expect(bareTrackingNumber(typed)).toBe('640012345678');
  });

  it('keeps its zeros', () => expect(bareTrackingNumber('0012-3456-7890')).toBe('001234567890'));
});

describe('a carrier’s number', () => {
  it.each([
    ['CJ대한통운', '6400123456', '640012345678'],
    ['한진택배', '4000123456', '400012345678'],
    ['롯데택배', '2300123456', '2300123456789'],
    ['우체국택배', '6897812345678', '6897812345678'],
    ['로젠택배', '91234567890', '91234567890'],
    ['경동택배', '301234567', '3012345678901234'],
  ] as const)('of %s may be %s and %s', (carrier, short, long) => {
    expect([faultOf(carrier, short), faultOf(carrier, long)]).toEqual([null, null]);
    expect(faultOf(carrier, short.slice(1))).toContain(`지금은 ${short.length - 1}자리`);
    expect(faultOf(carrier, `${long}1`)).toContain(carrier);
  });

  it.each(['640012345678', '123456789', '1234567890123456'])('of any carrier may be %s', (bare) => {
    expect(faultOf(null, bare)).toBeNull();
  });

  it('has the lengths that its carrier prints, and no other', () => {
    const lengthsOf = (carrier: Carrier) =>
      Array.from({ length: 20 }, (_, length) => length).filter(
        (length) => faultOf(carrier, '12345678901234567890'.slice(0, length)) === null,
      );
    expect(CARRIERS.map((carrier) => [carrier, lengthsOf(carrier)])).toEqual([
      ['CJ대한통운', [10, 12]],
      ['한진택배', [10, 12]],
      ['롯데택배', [10, 11, 12, 13]],
      ['우체국택배', [13]],
      ['로젠택배', [11]],
      ['경동택배', [9, 10, 11, 12, 13, 14, 15, 16]],
    ]);
  });

  it('fits no carrier where it is too short or too long for all of them', () => {
    expect([trackingFault(null, '12345678')?.code, trackingFault(null, '12345678901234567')?.code]).toEqual([
      'order.tracking_any_length',
      'order.tracking_any_length',
    ]);
  });

  it('is told what is wrong with it', () => {
    expect(
      ['1e5', '6.4E+11', '6.4e11', '64001234567a', 'a640012345678', '6e5a', '1111111111'].map((bare) => trackingFault(null, bare)?.code),
    ).toEqual([
      'order.tracking_excel',
      'order.tracking_excel',
      'order.tracking_excel',
      'order.tracking_digits',
      'order.tracking_digits',
      'order.tracking_digits',
      'order.tracking_one_digit',
    ]);
    expect(isCarrier('CJ대한통운')).toBe(true);
    expect(isCarrier('toString')).toBe(false);
  });

  it('is never a word, a placeholder, or what Excel made of it', () => {
    for (const carrier of CARRIERS) {
      for (const wrong of ['wrong', '', '0000', '0000000000', '111111111111', '9999999999999', '64001234567a']) {
        expect([carrier, wrong, faultOf(carrier, wrong)]).toEqual([carrier, wrong, expect.stringMatching(/[가-힣]/)]);
      }
    }
    expect(faultOf('CJ대한통운', bareTrackingNumber('6.40012E+11'))).toContain('Excel');
  });
});
