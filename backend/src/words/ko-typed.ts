import { count } from './rules/wording.js';
import type { Sentences } from './sentences.js';

/** What is said of a text while it is typed, in the shop's pages too: apart from the rest, so that nothing else is shipped to them. */
export const TYPED = {
  phone: '휴대전화 번호를 010-1234-5678처럼 적어 주세요.',
  'text.bidi': '글자 방향을 바꾸는 보이지 않는 문자가 들어 있어요. 지우고 다시 적어 주세요.',
  'text.broken': '깨진 글자가 들어 있어요. 지우고 다시 적어 주세요.',
  'text.control': '줄바꿈이나 제어 문자는 쓸 수 없어요.',
  'text.control_lines': '제어 문자는 쓸 수 없어요. 지우고 다시 적어 주세요.',
  'text.empty': '비워 둘 수 없어요.',
  'text.invisible': '눈에 보이는 글자가 없어요. 한 글자 이상 다시 적어 주세요.',
  'text.long': ({ most }: { most: number }) => `${count(most)}자까지 쓸 수 있어요.`,
  'text.long_now': ({ most, count: now }: { most: number; count: number }) => `${count(most)}자까지 쓸 수 있어요. 지금은 ${now}자예요.`,
  'text.short': ({ least }: { least: number }) => `${least}자 이상 적어 주세요.`,
  'text.stacked': '한 글자에 기호가 너무 많이 겹쳐 있어요. 겹친 기호를 지워 주세요.',
} as const satisfies Sentences;
