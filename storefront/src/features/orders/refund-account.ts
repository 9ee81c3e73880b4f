import { onlyDigits, text } from '../../lib/forms/read-fields';
import { problemOf } from '../../lib/forms/typed';

export interface RefundAccount {
  bank: string;
  /** Digits. */
  number: string;
  holder: string;
}

/** Messages by field; empty when it can be sent. */
export type AccountErrors = Partial<Record<keyof RefundAccount, string>>;

export const accountFrom = (data: FormData): RefundAccount => ({
  bank: text(data, 'bank'),
  number: onlyDigits(data, 'number'),
  holder: text(data, 'holder'),
});

/** What is wrong before the server is asked, which decides again. */
export function checkAccount({ bank, number, holder }: RefundAccount): AccountErrors {
  return {
    ...(bank ? {} : { bank: '은행을 골라 주세요.' }),
    ...(/^\d{8,16}$/.test(number) ? {} : { number: '계좌번호를 8~16자리 숫자로 적어 주세요.' }),
    ...(holder ? checkHolder(holder) : { holder: '통장에 적힌 이름을 적어 주세요.' }),
  };
}

function checkHolder(name: string): AccountErrors {
  const holder = problemOf(name, { most: 100 });
  return holder === undefined ? {} : { holder };
}
