/** What people and machines type, good and bad, with how it is kept. The tests of every door take it from here, the storefront's too. */
const nfd = (text: string) => text.normalize('NFD');

/** Names as they are typed, and as they are kept. */
export const GOOD_NAMES: readonly (readonly [typed: string, kept: string])[] = [
  ['이', '이'],
  ['Ng', 'Ng'],
  ["D'Angelo", "D'Angelo"],
  ['Nguyễn', 'Nguyễn'],
  ['남궁 민수', '남궁 민수'],
  ['제갈·민', '제갈·민'],
  ['李小龍', '李小龍'],
  ['Өлзий', 'Өлзий'],
  ['محمد', 'محمد'],
  ['क्षितिज', 'क्षितिज'],
  [nfd('김한글'), '김한글'],
  [nfd('Nguyễn'), 'Nguyễn'],
  ['  김새벽  ', '김새벽'],
  ['김\u200b새\ufeff벽\u00ad', '김새벽'],
  ['\u3164김새벽\u3164', '김새벽'],
  ['남궁\u3164민수', '남궁 민수'],
  ['남궁\u00a0민수', '남궁 민수'],
  ['김\u200d새벽', '김새벽'],
  ['김\u{e0041}\u{e0042}새벽', '김새벽'],
  ['하트❤️', '하트❤️'],
  ['가족👨‍👩‍👧‍👦', '가족👨‍👩‍👧‍👦'],
  ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['가'.repeat(41), '가'.repeat(41)],
  ['가'.repeat(100), '가'.repeat(100)],
  [nfd('가').repeat(100), '가'.repeat(100)],
  ['각'.repeat(99) + '👩🏽‍🚀', '각'.repeat(99) + '👩🏽‍🚀'],
];

/** Lines of which nothing shows. */
export const INVISIBLE: readonly string[] = [
  '\u3164', // Hangul filler
  '\uffa0', // its half-width form
  '\u115f\u1160', // conjoining fillers
  '\u200b', // zero-width space
  '\u200b\u200c\u200d\u2060',
  '\u00ad', // soft hyphen
  '\u034f', // grapheme joiner
  '\u180e',
  '\u2061\u2064', // invisible operators
  '\u2800', // Braille's empty cell
  '\ufe0f', // a variation selector alone
  '\u0301', // marks without a base
  '\u0301\u0302\u20dd',
  ' \u0300 ',
  '\u{e0041}\u{e0042}', // tags
  '\u{1d159}', // null note head
  '\u{13441}',
  '\ufffc',
  '\ufff9\ufffb', // annotation anchors
  '\ue000', // private use
  '\u{10ffff}',
  '\u3164 \u200b\u00a0\u2003',
];

/** Lines with something in them that reorders, breaks or controls. */
export const BAD_CHARACTERS: readonly string[] = [
  '김\u202e새벽',
  '\u2066김새벽\u2069',
  '김새벽\u200e',
  '\u061c김새벽',
  '김\u0000새벽',
  '김\n새벽',
  '김\u0085새벽',
  '김\u2028새벽',
  '김\ud83d새벽',
  '김\ufffe새벽',
];

/** Names that do not fit: 101 characters, one with a hundred accents, and a heap of either. */
export const TOO_LONG_NAMES: readonly string[] = [
  '가'.repeat(101),
  nfd('각').repeat(101),
  '👨‍👩‍👧‍👦'.repeat(101),
  'a' + '\u0301'.repeat(500),
  'a\u0323\u0301'.repeat(20_000).slice(0, 20_000),
];

export const BAD_NAMES: readonly string[] = ['', '   ', '\u00a0', ...INVISIBLE, ...BAD_CHARACTERS, ...TOO_LONG_NAMES];

/** Ways to write 010-1234-5678. */
export const GOOD_PHONES: readonly string[] = [
  '01012345678',
  '010-1234-5678',
  '010 1234 5678',
  '010.1234.5678',
  '010·1234·5678',
  '(010) 1234-5678',
  '（010）1234－5678',
  '［010］ 1234 5678',
  '010–1234—5678',
  '010‑1234‒5678',
  '010−1234﹣5678',
  '010ㅡ1234ー5678',
  '010〜1234〜5678',
  '０１０１２３４５６７８',
  '０１０－１２３４－５６７８',
  '٠١٠١٢٣٤٥٦٧٨',
  '०१०-१२३४-५६७८',
  '𝟎𝟏𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
  '+82 10-1234-5678',
  '+82 (0)10-1234-5678',
  '+82-010-1234-5678',
  '＋８２ １０ １２３４ ５６７８',
  '+821012345678',
  '821012345678',
  '82-10-1234-5678',
  '0082 10 1234 5678',
  '\u202a010-1234-5678\u202c',
  '\u2068+82 10-1234-5678\u2069',
  '\ufeff010\u00a01234\u200b5678\u3164',
  '\t010-1234-5678\r\n',
];

/** Landlines, foreign and special numbers, and what is no number. */
export const BAD_PHONES: readonly string[] = [
  '',
  ' ',
  '\u200b',
  '-',
  '02-123-4567',
  '031-123-4567',
  '070-1234-5678',
  '1588-0000',
  '+82 2 123 4567',
  '82-2-123-4567',
  '+1 202 555 0123',
  '+44 7700 900123',
  '+86 101 2345 6789',
  '+8210123456789',
  '010-1234',
  '010-1234-567890',
  '010-1234-5678 / 010-8765-4321',
  '010-1234-5678+82',
  '++82 10 1234 5678',
  '공일공-1234-5678',
  'o10-1234-5678',
  '⓪①⓪①②③④⑤⑥⑦⑧',
  '010-1234-5678 엄마',
  'null',
];
