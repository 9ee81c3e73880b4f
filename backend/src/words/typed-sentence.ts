import { TYPED } from './ko-typed.js';
import type { Said, TypedCode } from './say.js';
import { made } from './sentences.js';

/** The sentence of what is said of a text while it is typed: for browsers, which need no other. */
export const typedSentence = ({ code, values }: Said<TypedCode>): string => made(TYPED[code], values);
