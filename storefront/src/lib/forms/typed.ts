/** What the server will say of a text, said while it is typed: its own rules, so that both say the same. */
import { bareDigits, normalisePhone } from '@mngshop/backend/rules/phone';
import { say } from '@mngshop/backend/words/say';
import { typedSentence } from '@mngshop/backend/words/typed-sentence';
import { cleanLine, cleanLines, countCharacters, textProblem } from '@mngshop/backend/rules/typed-text';

/** What a field takes; one that names none of it takes anything. */
export interface Asked {
  /** Characters as people see them. */
  most?: number | undefined;
  /** Keeps its line breaks. */
  lines?: boolean | undefined;
  phone?: boolean | undefined;
  /** So many digits and nothing else. */
  digits?: number | undefined;
}

/** A Korean sentence for what stands in a field and cannot be sent. An empty one is for `required` to say. */
export function problemOf(value: string, { most, lines, phone, digits }: Asked): string | undefined {
  if (value === '') return undefined;
  if (phone) return normalisePhone(value) === undefined ? typedSentence(say('phone')) : undefined;
  if (digits !== undefined) return bareDigits(value)?.length === digits ? undefined : `숫자 ${digits}자리를 적어 주세요.`;
  const said = most === undefined ? undefined : textProblem(value, { most, lines: lines ?? false });
  return said && typedSentence(said);
}

/** Numbers are wrong until their last digit is typed: they are spoken of when the field is left. */
export const isSaidLate = ({ phone, digits }: Asked): boolean => Boolean(phone) || digits !== undefined;

/** "181/200자", from where the end comes near. Nothing is cut off: who pastes too much sees how much. */
export function countOf(value: string, { most, lines }: Asked): string | undefined {
  if (most === undefined || value.length * 5 < most * 4) return undefined;
  const count = countCharacters(lines ? cleanLines(value) : cleanLine(value));
  return count * 5 < most * 4 ? undefined : `${count.toLocaleString('ko-KR')}/${most.toLocaleString('ko-KR')}자`;
}
