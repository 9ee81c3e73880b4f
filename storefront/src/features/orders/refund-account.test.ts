import { describe, expect, it } from 'vitest';
import { accountFrom, checkAccount } from './refund-account';

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe('an account for a refund', () => {
  it('is taken however its number was typed', () => {
    const account = accountFrom(form({ bank: '토스뱅크', number: ' 1000-1234 5678 ', holder: ' 이하늘 ' }));
    expect(account).toEqual({ bank: '토스뱅크', number: '100012345678', holder: '이하늘' });
    expect(checkAccount(account)).toEqual({});
  });

  it.each([
    [{ bank: '', number: '100012345678', holder: '이하늘' }, ['bank']],
    [{ bank: '토스뱅크', number: '1234567', holder: '이하늘' }, ['number']],
    [{ bank: '토스뱅크', number: '12345678901234567', holder: '이하늘' }, ['number']],
    [{ bank: '토스뱅크', number: '계좌 없음', holder: '  ' }, ['number', 'holder']],
  ])('says which of its fields are wrong: %o', (fields, wrong) => {
    expect(Object.keys(checkAccount(accountFrom(form(fields))))).toEqual(wrong);
  });
});
