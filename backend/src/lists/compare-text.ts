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
  if (property.format === 'phone') return comparePhone(metadata, path, text);
  if (property.match === 'exact') return isAscii(text) ? Equal(text) : raw(metadata, path, '=', text);
  if (property.pairs) return compareName(metadata, path, text);
  return raw(metadata, path, 'LIKE', property.match === 'prefix' ? `${escaped(text)}%` : `%${escaped(text)}%`);
}

/** One letter is a family name, and stands at the beginning. More are found wherever they stand. */
function compareName(metadata: EntityMetadata, path: string, text: string): FindOperator<unknown> {
  if (Array.from(text).length < 2) return raw(metadata, path, 'LIKE', `${escaped(text)}%`);
  const words = text.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  if (metadata.connection.options.type !== 'mysql' || words.length === 0) return raw(metadata, path, 'LIKE', `%${escaped(text)}%`);
  // The pairs find the few rows that may be meant; which are is decided as ever.
  return Raw((column) => `(MATCH(${column}) AGAINST (:pairs_${path} IN BOOLEAN MODE) AND ${column} LIKE :asked_${path} ESCAPE '!')`, {
    [`pairs_${path}`]: words.map((word) => `+"${word}"`).join(' '),
    [`asked_${path}`]: `%${escaped(text)}%`,
  });
}

/** From its beginning, or by the last four digits as a caller says them, which have an index of their own. */
function comparePhone(metadata: EntityMetadata, path: string, digits: string): FindOperator<unknown> {
  if (!/^\d{1,11}$/.test(digits)) return NOTHING();
  if (digits.length !== 4) return raw(metadata, path, 'LIKE', `${digits}%`);
  return Raw((column) => `SUBSTR(${column}, -4) = :asked_${path}`, { [`asked_${path}`]: digits });
}

/** Numbers of the title that a search looks through. */
export const compareNumber = (typed: string): FindOperator<unknown> => (/^\d{1,10}$/.test(typed) ? Equal(Number(typed)) : NOTHING());

const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);
const escaped = (text: string) => text.replace(/[!%_]/g, (character) => `!${character}`);

// MySQL refuses to compare a column of ASCII with other letters: then the column is read as Unicode, without its index.
function raw(metadata: EntityMetadata, path: string, operator: '=' | 'LIKE', value: string): FindOperator<unknown> {
  const name = `asked_${path}`;
  const convert = metadata.connection.options.type === 'mysql' && !isAscii(value);
  return Raw(
    (column) => `${convert ? `CONVERT(${column} USING utf8mb4)` : column} ${operator} :${name}${operator === 'LIKE' ? " ESCAPE '!'" : ''}`,
    { [name]: value },
  );
}
