import type { FIELDS } from './ko-fields.js';
import type { MESSAGES } from './ko-messages.js';
import type { REFUSALS } from './ko-refusals.js';
import type { TYPED } from './ko-typed.js';

type Words = typeof REFUSALS & typeof FIELDS & typeof MESSAGES & typeof TYPED;

/** What can be said. A code without a sentence, or with values that its sentence does not take, does not compile. */
export type Code = keyof Words;
export type RefusalCode = keyof typeof REFUSALS;
export type TypedCode = keyof typeof TYPED;

/** What the sentence of a code is made from: nothing, or one object. */
export type Values<C extends Code> = Words[C] extends (values: infer V) => string ? [values: V] : [];

/** Something to be said, before it is a sentence: `sentence.ts` makes it, at the door or as it is written into the outbox. */
export interface Said<C extends Code = Code> {
  readonly code: C;
  readonly values: unknown;
}

export const say = <C extends Code>(code: C, ...[values]: Values<C>): Said<C> => ({ code, values });

/** What somebody wrote, or a screen says in words of its own: it is said as it stands. */
export const asWritten = (text: string): Said => say('as_written', { text });
