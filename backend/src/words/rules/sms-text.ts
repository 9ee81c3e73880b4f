import { bytesOf, isEncodable, LMS_BYTES, measureSms } from './sms-bytes.js';

/** A text as it leaves, and what had to be left out of it: each character once. */
export interface SmsText {
  text: string;
  dropped: string[];
}

/**
 * What becomes an SMS, whoever wrote it: spelled with a handset's characters, without what it cannot show, at most as
 * long as a long message. Composing twice changes nothing. See docs/decisions/0028.
 */
export function composeSms(text: string): SmsText {
  const spelled = spellForSms(text);
  const dropped = new Set(unsendable(spelled));
  const kept = dropped.size === 0 ? spelled : tidied([...spelled].filter((character) => !dropped.has(character)).join(''));
  return { text: cutToBytes(kept, LMS_BYTES), dropped: [...dropped] };
}

/**
 * The same words in characters that a handset has: dashes, quotes, spaces, bullets and their like by table, letters of other
 * widths and with accents by what Unicode says they are. What has no such spelling stays, to be named or dropped.
 */
export function spellForSms(text: string): string {
  const lines = text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return [...lines.normalize('NFC')].map(spellOne).join('');
}

/** Characters of a text that no spelling makes sendable, each once: for the form where a person typed them. */
export function unsendable(text: string): string[] {
  const spelled = spellForSms(text);
  return [...new Set([...measureSms(spelled).unencodable, ...(spelled.match(CONTROL) ?? [])])];
}

/** The same as a hint under a field whose text is made for the screen, and is also named in text messages; undefined for none. */
export function smsHint(text: string): string | undefined {
  const found = unsendable(text);
  return found.length > 0 ? `문자로 알릴 때는 이 글자가 빠져요: ${found.join(' ')}` : undefined;
}

const CONTROL = /(?!\n)\p{Cc}/gu;

/** A name inside a sentence of ours: at most 30 Hangul wide, so that what matters is not pushed out of sight. */
export const nameForSms = (name: string): string => cutToBytes(spellForSms(name).replaceAll('\n', ' ').trim(), NAME_BYTES);

const NAME_BYTES = 60;
const CUT = '...';

function cutToBytes(text: string, most: number): string {
  if (measureSms(text).bytes <= most) return text;
  let bytes = CUT.length;
  let kept = '';
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept.trimEnd() + CUT;
}

// Where characters fell out, no double blank is left behind.
const tidied = (text: string): string =>
  text
    .replace(/ {2,}/g, ' ')
    .replace(/ +(?=\n|$)/g, '')
    .trim();

function spellOne(character: string): string {
  const known = TABLE.get(character);
  if (known !== undefined) return known;
  if (/[\p{Zs}\t]/u.test(character)) return ' ';
  if (isEncodable(character)) return character;
  return compatible(character) ?? withoutAccents(character) ?? character;
}

// NFKC where it only changes the look. Not where the place carries the meaning: 10⁵ is not 105, and 1⅕ not 11/5.
function compatible(character: string): string | null {
  if (/[\u2070-\u209f\u2150-\u215f\u2189]/.test(character)) return null;
  const spelled = [...character.normalize('NFKC')].map((part) => TABLE.get(part) ?? part).join('');
  if (spelled === character || ![...spelled].every(isEncodable)) return null;
  return /[\u2460-\u24ff\u3250-\u32bf]/.test(character) ? `(${spelled})` : spelled;
}

// A mark that found no letter to sit on is an accent too.
function withoutAccents(character: string): string | null {
  const base = character.normalize('NFD').replace(/[\p{Mn}\p{Me}]/gu, '');
  return /^[A-Za-z]?$/.test(base) ? base : null;
}

/** What a handset's alphabet lacks, or has in a form that some show as "?", and how it is written there. */
const TABLE = new Map<string, string>([
  ...each('‐‑‒–—﹘−⁃', '-'),
  ...each('‘’‚‛`´ʼ‹›', "'"),
  ...each('“”„‟«»', '"'),
  ...each('…⋯', '...'),
  ...each('•‣‧∙⋅◦⦁・･ᆞ⸱', '·'),
  ...each('▪◾⬛', '■'),
  ...each('▫◽⬜', '□'),
  ...each('〜～', '~'),
  ...each('⁄∕', '/'),
  ...each('✕✖⨯', '×'),
  ...each('➔➜➡⇒', '→'),
  ...each('⬅⇐', '←'),
  ...each('⬆', '↑'),
  ...each('⬇', '↓'),
  ...each('❤', '♥'),
  ...each('⭐', '★'),
  ['₩', '￦'],
  ['¥', '￥'],
  ['£', '￡'],
  ['¢', '￠'],
  ['€', 'EUR'],
  ['©', '(C)'],
  ['®', '(R)'],
  ['¬', '￢'],
  ['¯', '￣'],
  ['¦', '|'],
  ['\u00c5', '\u212b'], // NFC writes the ångström sign as the letter, which the alphabet lacks
  ...jamo('ᄀ', 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'),
  ...jamo('ᅡ', 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'),
  ...jamo('ᆨ', 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'),
]);

function each(characters: string, spelling: string): [string, string][] {
  return [...characters].map((character) => [character, spelling]);
}

// Loose jamo that no syllable took, as the letters they are.
function jamo(first: string, letters: string): [string, string][] {
  return [...letters].map((letter, index) => [String.fromCodePoint((first.codePointAt(0) ?? 0) + index), letter]);
}
