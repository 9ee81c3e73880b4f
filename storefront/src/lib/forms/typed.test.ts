import { BAD_NAMES, BAD_PHONES, GOOD_NAMES, GOOD_PHONES } from '@mngshop/backend/rules/typed-text.fixture';
import { describe, expect, it } from 'vitest';
import { phone, text } from './read-fields';
import { countOf, problemOf } from './typed';

const form = (name: string, value: string) => {
  const data = new FormData();
  data.set(name, value);
  return data;
};

describe('a field for a name', () => {
  it.each(GOOD_NAMES)('takes what the server takes, and sends it as it is kept: %j', (typed, kept) => {
    expect(problemOf(typed, { most: 100 })).toBeUndefined();
    expect(text(form('name', typed), 'name')).toBe(kept);
  });

  it.each(BAD_NAMES.filter(Boolean).map((name) => [name.slice(0, 40), name]))(
    'says at once what the server would refuse: %j',
    (_, typed) => {
      expect(problemOf(typed, { most: 100 })).toMatch(/요\.$/);
    },
  );

  it('leaves an empty one to `required`, and one without rules alone', () => {
    expect([problemOf('', { most: 100 }), problemOf('\u200b', {})]).toEqual([undefined, undefined]);
  });
});

describe('a field for a phone', () => {
  it.each(GOOD_PHONES)('takes a number however it is written: %j', (typed) => {
    expect(problemOf(typed, { phone: true })).toBeUndefined();
    expect(phone(form('phone', typed), 'phone')).toBe('01012345678');
  });

  it.each(BAD_PHONES.filter(Boolean))('says what is none, and sends it as it was typed: %j', (typed) => {
    expect(problemOf(typed, { phone: true })).toMatch(/요\.$/);
    expect(phone(form('phone', typed), 'phone')).toBe(typed.trim());
  });
});

it('a field of digits takes them with what an app copies along', () => {
  expect([' ０８８２６\u200b', '08-826'].map((typed) => problemOf(typed, { digits: 5 }))).toEqual([undefined, undefined]);
  expect(['0882', '088266', '0882a'].map((typed) => problemOf(typed, { digits: 5 }))).toEqual(Array(3).fill('숫자 5자리를 적어 주세요.'));
});

it('what is left is counted once the end comes near, as people see it', () => {
  expect(['가'.repeat(79), '가'.repeat(80), '가'.normalize('NFD').repeat(101), '👨‍👩‍👧‍👦'].map((typed) => countOf(typed, { most: 100 }))).toEqual(
    [undefined, '80/100자', '101/100자', undefined],
  );
});
