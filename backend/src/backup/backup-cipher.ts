import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/**
 * A stream encrypted in frames (AES-256-GCM), each opened before a byte of it is used. The nonce is the frame's number
 * and whether it is the last, so that what is cut off, swapped, repeated or appended does not open. Layout: magic, salt,
 * then frames of length (4 bytes), text, tag (16 bytes). The key is fresh for every file: no nonce is ever used twice.
 */
const MAGIC = Buffer.from('MNGBAK1\n');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const FRAME_BYTES = 256 * 1024;

/** Secrets are random, but one that a person made up shall not be guessed from a stolen file at a million tries a second. */
const deriveKey = (secret: string, salt: Buffer) => scryptSync(secret, salt, 32, { N: 16_384, r: 8, p: 1 });

/** @param secret 32 characters or more; without it nobody ever reads the stream again */
export async function* encrypted(secret: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const key = deriveKey(secret, salt);
  yield Buffer.concat([MAGIC, salt]);
  let number = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size <= FRAME_BYTES) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    // One byte at least stays back: the last frame is known only when there is no more.
    for (; all.length - from > FRAME_BYTES; from += FRAME_BYTES) {
      yield seal(key, number++, false, all.subarray(from, from + FRAME_BYTES));
    }
    waiting = [all.subarray(from)];
    size = all.length - from;
  }
  yield seal(key, number, true, Buffer.concat(waiting));
}

/**
 * @param secrets one of them has to be the one it was written with
 * @throws NotOpened for another secret, or when a byte is missing, changed, swapped or too many
 */
export async function* decrypted(secrets: string | readonly string[], chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pull = puller(chunks);
  const head = await pull(MAGIC.length + SALT_BYTES);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC)) throw new NotOpened('This file is not a backup of this shop.');
  const salt = head.subarray(MAGIC.length);
  const keys = [secrets].flat().map((secret) => deriveKey(secret, salt));
  let key = keys[0] as Buffer;
  for (let number = 0; ; number++) {
    const length = (await pull(4))?.readUInt32BE();
    if (length === undefined || length > FRAME_BYTES) throw new NotOpened(BROKEN);
    const frame = await pull(length + TAG_BYTES);
    if (!frame) throw new NotOpened(BROKEN);
    // Whose key it is shows at the first frame.
    if (number === 0) key = keys.find((one) => unseal(one, 0, false, frame) ?? unseal(one, 0, true, frame)) ?? key;
    const open = unseal(key, number, false, frame);
    if (open) {
      yield open;
      continue;
    }
    const last = unseal(key, number, true, frame);
    if (!last) throw new NotOpened(number === 0 ? WRONG_SECRET : BROKEN);
    if ((await pull(1)) !== null) throw new NotOpened(BROKEN);
    yield last;
    return;
  }
}

/** The file is not what was written, or BACKUP_SECRET is not the one it was written with. */
export class NotOpened extends Error {
  override name = 'NotOpened';
}
const BROKEN = 'The backup is damaged: bytes of it are missing or changed. Take an older one: npm run restore -- --list';
const WRONG_SECRET = 'The backup does not open: BACKUP_SECRET is not the one it was written with, or its first bytes are damaged.';

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 4);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}

function seal(key: Buffer, number: number, last: boolean, text: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  cipher.setAAD(length);
  return Buffer.concat([length, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, number: number, last: boolean, frame: Buffer): Buffer | null {
  const text = frame.subarray(0, frame.length - TAG_BYTES);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), { authTagLength: TAG_BYTES });
  decipher.setAAD(length).setAuthTag(frame.subarray(frame.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return null;
  }
}

/** Gives exactly as many bytes as asked for; null when the stream ends before. */
function puller(chunks: AsyncIterable<Buffer>): (bytes: number) => Promise<Buffer | null> {
  const iterator = chunks[Symbol.asyncIterator]();
  let parts: Buffer[] = [];
  let size = 0;
  return async (bytes) => {
    while (size < bytes) {
      const next = await iterator.next();
      if (next.done) return null;
      parts.push(next.value);
      size += next.value.length;
    }
    const [first] = parts;
    const all = first && parts.length === 1 ? first : Buffer.concat(parts);
    parts = [all.subarray(bytes)];
    size -= bytes;
    return all.subarray(0, bytes);
  };
}
