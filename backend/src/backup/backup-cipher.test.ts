import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypted, encrypted } from './backup-cipher.js';

const SECRET = 'tests only: a secret of backups, 32 characters';
const FRAME = 256 * 1024;
const HEAD = 24;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}
async function all(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
const seal = (text: Buffer, piece = 70_000) => all(encrypted(SECRET, inPieces(text, piece)));
const open = (sealed: Buffer, secret = SECRET, piece = 50_001) => all(decrypted(secret, inPieces(sealed, piece)));

describe('what a backup is encrypted with', () => {
  it.each([0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 17])('opens to the same %i bytes', async (size) => {
    const text = randomBytes(size);
    expect((await open(await seal(text))).equals(text)).toBe(true);
  });

  it('holds no readable text, and never the same bytes twice', async () => {
    const text = Buffer.from('student1@mngshop.test'.repeat(1000));
    const [one, two] = [await seal(text), await seal(text)];
    expect(one.includes('student1')).toBe(false);
    expect(one.equals(two)).toBe(false);
  });

  it('opens with no other secret', async () => {
    await expect(open(await seal(randomBytes(1000)), `${SECRET}!`)).rejects.toThrow('BACKUP_SECRET');
  });

  it('does not open when any one byte was changed', async () => {
    const sealed = await seal(randomBytes(FRAME + 1000));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        await expect(open(changed)).rejects.toThrow();
      }),
      { numRuns: 30 },
    );
  });

  it('does not open when its end was cut off, even between two frames', async () => {
    const sealed = await seal(randomBytes(2 * FRAME + 1000));
    const frame = FRAME + 20;
    for (const length of [0, 10, HEAD, HEAD + 2, HEAD + frame, HEAD + 2 * frame, sealed.length - 1]) {
      await expect(open(sealed.subarray(0, length)), `${length} bytes`).rejects.toThrow();
    }
  });

  it('does not open when frames were swapped, repeated or appended', async () => {
    const sealed = await seal(randomBytes(2 * FRAME + 1000));
    const frame = FRAME + 20;
    const [head, one, two] = [
      sealed.subarray(0, HEAD),
      sealed.subarray(HEAD, HEAD + frame),
      sealed.subarray(HEAD + frame, HEAD + 2 * frame),
    ];
    const last = sealed.subarray(HEAD + 2 * frame);
    for (const frames of [[two, one, last], [one, one, last], [one, two, last, last], [one, last], [last]]) {
      await expect(open(Buffer.concat([head, ...frames]))).rejects.toThrow('damaged');
    }
  });
});
