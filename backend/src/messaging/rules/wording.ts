/** Won as people read them: `1,290,000원`. */
export const won = (amount: number): string => `${amount.toLocaleString('ko-KR')}원`;
