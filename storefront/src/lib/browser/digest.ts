/**
 * FNV-1a, 32 bits, as hex: tells whether a text is the same as before without keeping the text. No secret and no signature.
 * http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
