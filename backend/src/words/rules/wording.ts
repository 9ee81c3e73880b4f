import { inKorea } from '../../kernel/rules/korean-time.js';

/** `1,290,000` */
export const count = (value: number): string => value.toLocaleString('ko-KR');
/** Won as people read them: `1,290,000원`. */
export const won = (amount: number): string => `${count(amount)}원`;
/** `1,000개` */
export const units = (quantity: number): string => `${count(quantity)}개`;
/** `1,000명` */
export const people = (number: number): string => `${count(number)}명`;

const DAYS = ['일', '월', '화', '수', '목', '금', '토'] as const;

/** An instant as people in Korea say it: `11월 24일(화) 오후 6:00`. */
export function koreanTime(at: Date): string {
  const there = inKorea(at);
  const hour = there.getUTCHours();
  const time = `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${String(there.getUTCMinutes()).padStart(2, '0')}`;
  return `${there.getUTCMonth() + 1}월 ${there.getUTCDate()}일(${DAYS[there.getUTCDay()] ?? ''}) ${time}`;
}
