import { inKorea } from '../../kernel/rules/korean-time.js';

/** Won as people read them: `1,290,000원`. */
export const won = (amount: number): string => `${amount.toLocaleString('ko-KR')}원`;

const DAYS = ['일', '월', '화', '수', '목', '금', '토'] as const;

/** An instant as people in Korea say it: `11월 24일(화) 오후 6:00`. */
export function koreanTime(at: Date): string {
  const there = inKorea(at);
  const hour = there.getUTCHours();
  const time = `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${String(there.getUTCMinutes()).padStart(2, '0')}`;
  return `${there.getUTCMonth() + 1}월 ${there.getUTCDate()}일(${DAYS[there.getUTCDay()] ?? ''}) ${time}`;
}
