/** A short message (SMS) carries 90 bytes of CP949, a long one (LMS) 2,000. */
const SMS_BYTES = 90;
export const LMS_BYTES = 2000;

type SmsKind = 'SMS' | 'LMS';

export interface SmsSize {
  bytes: number;
  kind: SmsKind;
  /** Characters a Korean handset's alphabet does not have, each once; the carrier drops them or shows "?". */
  unencodable: string[];
}

/** Measures a message the way carriers bill it: ASCII one byte, Hangul and the rest of CP949 two, unknown ones two as a worst case. */
export function measureSms(text: string): SmsSize {
  const unencodable = new Set<string>();
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (!isEncodable(character)) unencodable.add(character);
  }
  return { bytes, kind: bytes <= SMS_BYTES ? 'SMS' : 'LMS', unencodable: [...unencodable] };
}

/** Of one character: ASCII one byte, anything else two. */
export const bytesOf = (character: string): number => (isAscii(character) ? 1 : 2);

function isAscii(character: string): boolean {
  return character <= '\x7f';
}

/** Whether a handset has this character. Controls count: what becomes of them is sms-text.ts's. */
export function isEncodable(character: string): boolean {
  return isAscii(character) || isHangulSyllable(character) || ksx1001().has(character);
}

// CP949 adds to KS X 1001 exactly the syllables it lacks, so that all 11,172 are there
function isHangulSyllable(character: string): boolean {
  return character >= '가' && character <= '힣';
}

let table: Set<string> | undefined;

/** All two-byte characters of KS X 1001 (symbols, jamo, hanja), decoded once when the first one is asked for. */
function ksx1001(): Set<string> {
  table ??= decodeTable();
  return table;
}

function decodeTable(): Set<string> {
  const pairs: number[] = [];
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) pairs.push(lead, trail);
  }
  const decoded = new TextDecoder('euc-kr').decode(Uint8Array.from(pairs));
  return new Set(
    [...decoded].filter((character) => character > '\x7f' && character !== '\ufffd' && !isPrivate(character) && !isLate(character)),
  );
}

// two rows of the set are the user's own; decoders give them private code points, handsets nothing
function isPrivate(character: string): boolean {
  return character >= '\ue000' && character <= '\uf8ff';
}

// € and ® came in 1998: browsers decode them, Node does not, older handsets neither. Form and server have to agree.
function isLate(character: string): boolean {
  return character === '€' || character === '®';
}
