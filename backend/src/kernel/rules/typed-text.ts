import { type Said, say, type TypedCode } from '../../words/say.js';

/**
 * What may stand in a text that a person types, and how it is kept. One place for every door: the contract, the console's
 * forms, the verbs that the seed calls, the fields of the shop's pages. Why it is so: docs/decisions/0023.
 */
export interface TextRule {
  /** Characters as people see them (grapheme clusters). */
  most: number;
  /** At least so many, for one that may not stay empty. */
  least?: number;
  optional?: boolean;
  /** Keeps its line breaks. */
  lines?: boolean;
}

/** One character that people see may be several code points: an emoji of four people is seven. A text may have so many a character. */
export const CODE_POINTS_EACH = 4;

/** A line as it is kept: composed (NFC), every kind of space an ordinary one, nothing at its ends, nothing that shows nothing. */
export const cleanLine = (text: string): string =>
  withoutInvisible(text)
    .replace(/\p{Zs}/gu, ' ')
    .trim();

/** The same for a text of several lines; line breaks are `\n`, and spaces that indent stay as they are. */
export const cleanLines = (text: string): string =>
  withoutInvisible(text)
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .trim();

/**
 * What is wrong with a text as it was typed, and what to do. Undefined when it can be kept, as `cleanLine` or
 * `cleanLines` gives it.
 */
export function textProblem(raw: string, rule: TextRule): Said<TypedCode> | undefined {
  // Before anything reads all of it: composing a hundred thousand marks is work that a stranger could order.
  if (raw.length > rule.most * CODE_POINTS_EACH * 4) return say('text.long', { most: rule.most });
  if (/\p{Cs}/u.test(raw)) return say('text.broken');
  const text = rule.lines ? cleanLines(raw) : cleanLine(raw);
  if (/\p{Bidi_Control}/u.test(text)) return say('text.bidi');
  if (CONTROL.test(rule.lines ? text.replace(/[\n\t]/g, '') : text)) {
    return rule.lines ? say('text.control_lines') : say('text.control');
  }
  if (!VISIBLE.test(text)) return nothingToSee(raw, rule);
  return lengthProblem(text, rule);
}

/** Characters as people see them, in what is kept. */
export function countCharacters(text: string): number {
  if (PLAIN.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter('ko', { granularity: 'grapheme' });
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}
let segmenter: Intl.Segmenter | undefined;

function nothingToSee(raw: string, { optional = false }: TextRule): Said<TypedCode> | undefined {
  if (raw.trim() !== '') return say('text.invisible');
  return optional ? undefined : say('text.empty');
}

function lengthProblem(text: string, { most, least = 0 }: TextRule): Said<TypedCode> | undefined {
  if (text.length <= most && least <= 1) return undefined;
  const count = countCharacters(text);
  if (count < least) return say('text.short', { least });
  if (count > most) return say('text.long_now', { most, count });
  if (Array.from(text).length <= most * CODE_POINTS_EACH) return undefined;
  return say('text.stacked');
}

// What most of Korea types, and nothing to look at more closely.
const PLAIN = /^[\x20-\x7e\uac00-\ud7a3]*$/;

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

// Unicode has no property for these: letters and symbols that are blank by their meaning (Braille's empty cell, the null
// note head, hieroglyphic blanks) and the mark for an object that is not there.
const BLANK = '\\u2800\\ufffc\\u{13441}\\u{13442}\\u{1d159}';
/** A base character that shows: no mark, separator or control, and none that is drawn as nothing. */
const VISIBLE = new RegExp(`(?!\\p{Default_Ignorable_Code_Point}|[${BLANK}])[\\p{L}\\p{N}\\p{P}\\p{S}]`, 'u');

// Blanks with a width, which people type to get a gap.
const WIDE_BLANKS = /[\u2800\u3164\uffa0]/g;
// The flags of England, Scotland and Wales are spelled with tags; elsewhere a tag is hidden text.
const INVISIBLE =
  /(\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})|(?!\p{Bidi_Control}|\p{Variation_Selector}|\p{Join_Control})\p{Default_Ignorable_Code_Point}/gu;
// Letters of these scripts, digits and punctuation join with nothing; emoji, Arabic and the scripts of India do.
const JOINS_NOTHING =
  /(^|[\p{scx=Hangul}\p{scx=Han}\p{scx=Latin}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Cyrillic}\p{scx=Greek}\p{Nd}\p{P}\p{Z}])\p{Join_Control}+/gu;
const MANY_SELECTORS = /(\p{Variation_Selector})\p{Variation_Selector}+/gu;

function withoutInvisible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(WIDE_BLANKS, ' ')
    .replace(INVISIBLE, (_, flag: string | undefined) => flag ?? '')
    .replace(JOINS_NOTHING, '$1')
    .replace(MANY_SELECTORS, '$1')
    .normalize('NFC');
}
