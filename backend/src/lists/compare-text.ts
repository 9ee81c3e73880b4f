import { type EntityMetadata, Equal, type FindOperator, In, Raw } from 'typeorm';
import { phoneDigits } from '../kernel/rules/phone.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import type { Property } from './property.js';

const NOTHING = () => In<unknown>([]);

/** A typed text as the column writes it: one form of Unicode, a phone without what people put between its digits. */
function typedText({ format, letters, written }: Property, typed: string): string {
  if (written) return written(typed);
  const text = cleanLine(typed);
  // As the list shows it, as people write it, or a part of it.
  if (format === 'phone') return phoneDigits(text) ?? '';
  return letters === 'upper' ? text.toUpperCase() : letters === 'lower' ? text.toLowerCase() : text;
}

/** Compares a column with what somebody typed. What it cannot hold is not found; it is no error. */
export function compareText(metadata: EntityMetadata, path: string, property: Property, typed: string): FindOperator<unknown> {
  const text = typedText(property, typed);
  if (property.format === 'phone') return comparePhone(path, text);
  if (property.code && !isAscii(text)) return NOTHING();
  if (property.match === 'exact') return Equal(text);
  if (property.pairs) return compareName(metadata, path, text);
  return like(path, property.match === 'prefix' ? `${escaped(text)}%` : `%${escaped(text)}%`);
}

/** One letter is a family name, and stands at the beginning. More are found wherever they stand. */
function compareName(metadata: EntityMetadata, path: string, text: string): FindOperator<unknown> {
  if (Array.from(text).length < 2) return like(path, `${escaped(text)}%`);
  const words = text.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  if (metadata.connection.options.type !== 'mysql' || words.length === 0) return like(path, `%${escaped(text)}%`);
  // The pairs find the few rows that may be meant; which are is decided as ever.
  return Raw((column) => `(MATCH(${column}) AGAINST (:pairs_${path} IN BOOLEAN MODE) AND ${column} LIKE :asked_${path} ESCAPE '!')`, {
    [`pairs_${path}`]: words.map((word) => `+"${word}"`).join(' '),
    [`asked_${path}`]: `%${escaped(text)}%`,
  });
}

/** From its beginning, or by the last four digits as a caller says them, which have an index of their own. */
function comparePhone(path: string, digits: string): FindOperator<unknown> {
  if (!/^\d{1,11}$/.test(digits)) return NOTHING();
  if (digits.length !== 4) return like(path, `${digits}%`);
  return Raw((column) => `SUBSTR(${column}, -4) = :asked_${path}`, { [`asked_${path}`]: digits });
}

/** Numbers of the title that a search looks through. */
export const compareNumber = (typed: string): FindOperator<unknown> => (/^\d{1,10}$/.test(typed) ? Equal(Number(typed)) : NOTHING());

const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);
const escaped = (text: string) => text.replace(/[!%_]/g, (character) => `!${character}`);

function like(path: string, pattern: string): FindOperator<unknown> {
  return Raw((column) => `${column} LIKE :asked_${path} ESCAPE '!'`, { [`asked_${path}`]: pattern });
}
