/** Excel's limit for the text of one cell, in UTF-16 units. SheetJS writes no file at all when one is longer. */
const MOST = 32_767;
const CUT = '… (너무 길어서 여기까지만 담았어요)';

/**
 * A text as a workbook's cell holds it. OOXML reads `_x0041_` as "A" (ECMA-376 part 1, §22.9.2.19), so a text that looks
 * like that is escaped; XML has no place for controls, half surrogate pairs and noncharacters, and Excel none for more
 * than 32,767 characters: what nobody can see goes, a broken half shows as U+FFFD, and a cut says that it is one.
 */
export function cellText(value: string): string {
  const shown = value
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/gu, '')
    .toWellFormed();
  const whole = escaped(shown);
  if (whole.length <= MOST) return whole;
  let kept = shown.slice(0, MOST - CUT.length);
  while (escaped(kept).length + CUT.length > MOST) kept = kept.slice(0, MOST - CUT.length - (escaped(kept).length - kept.length));
  return escaped(kept.replace(/[\ud800-\udbff]$/, '')) + CUT;
}

const escaped = (text: string): string => text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
