import { cleanLine, cleanLines, countCharacters, textProblem, type TextRule } from '../../kernel/rules/typed-text.js';
import { digits } from './format.js';
import { typedSentence } from '../../words/typed-sentence.js';

type Asked = Pick<TextRule, 'lines' | 'least'> & { most: number | undefined };

/**
 * Ties a field to the server's own rule for its text: one that cannot be saved is not sent, and nothing that is pasted is cut
 * off. An empty one is for `required` to refuse.
 */
export const typedProps = (value: string, asked: Asked) => ({
  ref: (field: HTMLInputElement | HTMLTextAreaElement | null) => field?.setCustomValidity(problemOf(value, asked) ?? ''),
  'aria-invalid': problemOf(value, asked) !== undefined || undefined,
});

/** What is wrong with it, and from where the end comes near, how long it is. */
export function Typed({ value, asked }: { value: string; asked: Asked }) {
  const problem = problemOf(value, { ...asked, least: 0 });
  const count = countOf(value, asked);
  if (!problem && !count) return null;
  return (
    <p className={problem ? 'mng-bad-text' : 'mng-help'} role="status">
      {[problem, count].filter(Boolean).join(' · ')}
    </p>
  );
}

function problemOf(value: string, { most, ...rule }: Asked): string | undefined {
  const said = most === undefined || value === '' ? undefined : textProblem(value, { most, ...rule });
  return said && typedSentence(said);
}

function countOf(value: string, { most, lines }: Asked): string | undefined {
  if (most === undefined || value.length * 5 < most * 4) return undefined;
  const count = countCharacters(lines ? cleanLines(value) : cleanLine(value));
  return count * 5 < most * 4 ? undefined : `${digits(count)}/${digits(most)}자`;
}
