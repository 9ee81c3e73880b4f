import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Context } from './context.js';
import { WorkNeeded } from './errors.js';
import { keyedHash } from './random.js';

/** What a browser has to reckon before it is let on, as altcha-lib makes and solves it. */
export type Work = Challenge;

const LIVES_MS = 5 * 60_000;
const SPENT = { name: 'work-spent', seconds: LIVES_MS / 1000 };

/** Rounds of PBKDF2 for each of the 256 keys that are tried on average: some tenths of a second on a phone, doubled by each level. */
const ROUNDS = 2_000;
/** Five seconds on a phone, and no more: it is friction, and no lock. */
const MOST = 4;

type Where = Pick<Context, 'settings' | 'tries'>;

/** Asks for work. @param door what it opens; work for one door opens no other @throws WorkNeeded always */
export async function needWork(ctx: Where, door: string, level: number, retryAfter: number): Promise<never> {
  const at = Math.min(MOST, Math.max(0, Math.trunc(level)));
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: ROUNDS * 2 ** at,
    keyPrefix: '00',
    deriveKey,
    // By the real time: the solution is judged by the library's clock.
    expiresAt: new Date(Date.now() + LIVES_MS),
    data: { door: doorOf(ctx, door), level: at },
    hmacSignatureSecret: secretOf(ctx),
  });
  throw new WorkNeeded(challenge, retryAfter);
}

/** Whether this work was done, for this door, as hard as it is to be, and not handed in before. */
export async function isWorkDone(ctx: Where, door: string, level: number, given: string | undefined): Promise<boolean> {
  const payload = given === undefined ? null : read(given);
  if (!payload) return false;
  const { parameters, signature } = payload.challenge;
  if (parameters.data?.['door'] !== doorOf(ctx, door) || Number(parameters.data['level']) < Math.min(MOST, Math.trunc(level))) return false;
  // Looked at after the cheap questions: it costs as much as one key.
  const { verified } = await verifySolution({ ...payload, deriveKey, hmacSignatureSecret: secretOf(ctx) }).catch(() => NOT_VERIFIED);
  return verified && (await ctx.tries.count(SPENT, String(signature))).tries === 1;
}
const NOT_VERIFIED = { verified: false };

const LONGEST = 4_000;

function read(given: string): Payload | null {
  if (given.length > LONGEST) return null;
  try {
    const payload = JSON.parse(Buffer.from(given, 'base64').toString()) as Partial<Payload> | null;
    // Ours is signed: nobody makes us derive a key of another cost.
    return payload?.challenge?.parameters && payload.solution && typeof payload.challenge.signature === 'string'
      ? (payload as Payload)
      : null;
  } catch {
    return null;
  }
}

const secretOf = ({ settings }: Where): string => keyedHash(settings.secrets.field, 'work', '');
const doorOf = ({ settings }: Where, door: string): string => keyedHash(settings.secrets.field, 'work-door', door).slice(0, 16);
