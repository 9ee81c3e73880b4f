import { FIELDS } from './ko-fields.js';
import { MESSAGES } from './ko-messages.js';
import { REFUSALS } from './ko-refusals.js';
import { TYPED } from './ko-typed.js';
import { type Code, type Said, say, type Values } from './say.js';
import { made, type Sentences } from './sentences.js';

/** A second language is four more files like these, with ko.ts's labels, and a choice here. */
const KOREAN: Sentences = { ...REFUSALS, ...FIELDS, ...MESSAGES, ...TYPED };

/** The sentence of what is said. */
export function sentence({ code, values }: Said): string {
  const found = KOREAN[code];
  if (found === undefined) throw new Error(`There is no sentence for ${code}.`);
  return made(found, values);
}

/** Whether a text that came another way (a schema's message) is a code. */
export const isCode = (text: string): text is Code => Object.hasOwn(KOREAN, text);

/** The same at once, for words that are stored with what happened. */
export const told = <C extends Code>(code: C, ...values: Values<C>): string => sentence(say(code, ...values));
