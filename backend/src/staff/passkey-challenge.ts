import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from '../kernel/context.js';

const LIVES_MS = 5 * 60_000;
const TIME_BYTES = 8;
const RANDOM_BYTES = 16;

/**
 * What a passkey signs: when it was made, 16 random bytes, and a seal over both and what it is for. Nothing is kept, so that
 * whoever asks for a million fills no table. Base64url.
 * @param purpose `sign-in`, or `enrol/` and the session that adds a passkey: a challenge for one opens nothing else
 */
export function newPasskeyChallenge(ctx: Context, purpose: string): string {
  const head = Buffer.alloc(TIME_BYTES + RANDOM_BYTES);
  head.writeBigInt64BE(BigInt(ctx.clock.now().getTime()));
  randomBytes(RANDOM_BYTES).copy(head, TIME_BYTES);
  return Buffer.concat([head, seal(ctx, purpose, head)]).toString('base64url');
}

/** When a challenge of ours was made; null for one that is not, is for something else, or is older than five minutes. */
export function challengeMadeAt(ctx: Context, purpose: string, challenge: string): Date | null {
  const bytes = Buffer.from(challenge, 'base64url');
  const head = bytes.subarray(0, TIME_BYTES + RANDOM_BYTES);
  const expected = seal(ctx, purpose, head);
  const given = bytes.subarray(head.length);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const madeAt = Number(head.readBigInt64BE());
  const age = ctx.clock.now().getTime() - madeAt;
  return age >= 0 && age <= LIVES_MS ? new Date(madeAt) : null;
}

const seal = (ctx: Context, purpose: string, head: Buffer) =>
  createHmac('sha256', ctx.settings.secrets.staffToken).update(`passkey/${purpose}\n`).update(head).digest();
