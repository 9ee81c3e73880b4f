const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const FIRST = 0xac00;
const LAST = 0xd7a3;
const FINALS = 28;
const PER_INITIAL = 588;

/**
 * Whether a name is meant by what has been typed so far: "서울대", "서우" on the way to 서울, "ㅅㅇㄷ", "snu".
 * Spaces and case don't count.
 */
export const matches = (name: string, typed: string): boolean => closeness(name, typed) !== 'none';

const ORDER = ['exact', 'prefix', 'inside', 'none'] as const;

/**
 * How close a name is to what was typed. Wherever a search of the shop or the console picks, the first is the name itself, then
 * what begins with it, then the rest: "서울대" means 서울대학교 before 남서울대학교.
 */
export function closeness(name: string, typed: string): (typeof ORDER)[number] {
  const [text, query] = [bare(name), Array.from(bare(typed))];
  if (text === query.join('')) return 'exact';
  for (let start = 0; start + query.length <= text.length; start++) {
    if (query.every((letter, index) => fits(text[start + index] ?? '', letter, index === query.length - 1)))
      return start === 0 ? 'prefix' : 'inside';
  }
  return 'none';
}

/**
 * Those that are meant, closest first, and in their own order where they are equally close.
 * @param also more that one may type for it, as its slug; it never comes before a name that begins with what was typed
 */
export function findByName<T>(all: readonly T[], typed: string, name: (one: T) => string, also?: (one: T) => string): T[] {
  const place = (one: T): [number, number] => [
    ORDER.indexOf(closeness(name(one), typed)),
    also ? ORDER.indexOf(closeness(also(one), typed)) : ORDER.length - 1,
  ];
  return all
    .map((one) => ({ one, place: place(one) }))
    .filter(({ place: [own, other] }) => Math.min(own, other) < ORDER.length - 1)
    .toSorted((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])
    .map(({ one }) => one);
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
