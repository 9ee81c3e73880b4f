const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const FIRST = 0xac00;
const LAST = 0xd7a3;
const FINALS = 28;
const PER_INITIAL = 588;

/**
 * Whether a name is meant by what has been typed so far: "서울대", "서우" on the way to 서울, "ㅅㅇㄷ", "snu".
 * Spaces and case don't count.
 */
export function matches(name: string, typed: string): boolean {
  const [text, query] = [bare(name), bare(typed)];
  for (let start = 0; start + query.length <= text.length; start++) {
    if (Array.from(query).every((letter, index) => fits(text[start + index] ?? '', letter, index === query.length - 1))) return true;
  }
  return query === '';
}

/** Those that match, the ones that begin with it first. */
export function search<T extends { name: string; slug: string }>(all: readonly T[], typed: string): T[] {
  const found = all.filter((one) => matches(one.name, typed) || matches(one.slug, typed));
  const begins = (one: T) => (bare(typed) && matches(one.name.slice(0, bare(typed).length), typed) ? 0 : 1);
  return found.toSorted((a, b) => begins(a) - begins(b));
}

function fits(letter: string, typed: string, isLast: boolean): boolean {
  if (letter === typed) return true;
  const code = letter.charCodeAt(0);
  if (code < FIRST || code > LAST) return false;
  if (INITIALS.includes(typed)) return INITIALS[Math.floor((code - FIRST) / PER_INITIAL)] === typed;
  // The syllable being typed has no final consonant yet: "우" is on its way to "울".
  const open = (typed.charCodeAt(0) - FIRST) % FINALS === 0;
  return isLast && open && code - typed.charCodeAt(0) > 0 && code - typed.charCodeAt(0) < FINALS;
}

const bare = (text: string): string => text.normalize('NFC').toLowerCase().replace(/[\s-]/g, '');
