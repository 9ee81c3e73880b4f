import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/** OWASP's smallest recommended setting: 19 MiB, two passes, one lane; about 25 ms on the small machines this runs on. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** Argon2id in the PHC string format, at most 120 characters. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive('argon2id', { ...COST, message: normalised(password), nonce: salt });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${b64(salt)}$${b64(tag)}`;
}

/** Does the same work whether or not there is a hash to compare with, so that time does not tell who has an account. */
export async function verifyPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  const parts = PHC.exec(hash || NOBODY);
  if (!parts) throw new Error('The stored password hash is not argon2id.');
  const [, memory, passes, parallelism, salt, tag] = parts as unknown as [string, string, string, string, string, string];
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive('argon2id', {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
    message: normalised(password),
    nonce: Buffer.from(salt, 'base64'),
  });
  return timingSafeEqual(actual, expected) && Boolean(hash);
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
// The same Hangul typed on a Mac and on Windows differs in bytes until normalised.
const normalised = (password: string) => password.normalize('NFKC');
