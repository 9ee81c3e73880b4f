import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { forUpdate } from '../database/database.js';
import { type AppError, fieldRefusal } from '../kernel/errors.js';
import { sameText } from '../kernel/random.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { CODE_TRIES, judgeCode } from './rules/one-time-code.js';
import { hashCode } from './send-code.js';

/**
 * Takes a code that was sent, once. The wrong try is counted even though the caller refuses it: so the outcome is
 * returned, and the caller throws after its transaction has ended.
 */
export async function takeCode(
  tx: EntityManager,
  ctx: Context,
  where: { purpose: OneTimeCode['purpose']; customerId: number } | { purpose: OneTimeCode['purpose']; handle: string },
  code: string,
): Promise<{ taken: OneTimeCode } | { refusal: AppError }> {
  const { id } = (await tx.findOne(OneTimeCode, { where, select: { id: true }, order: { id: 'DESC' } })) ?? { id: 0 };
  const sent = await tx.findOne(OneTimeCode, { where: { id }, select: COLUMNS, ...forUpdate(tx) });
  if (!sent) return { refusal: wrongCode(0) };
  const verdict = judgeCode(sent, sameText(sent.codeHash, hashCode(ctx, sent.phone, code)), ctx.clock.now());
  if (verdict.ok) {
    await tx.update(OneTimeCode, { id }, { usedAt: ctx.clock.now() });
    return { taken: sent };
  }
  if (verdict.reason === 'wrong') await tx.increment(OneTimeCode, { id }, 'tries', 1);
  return { refusal: wrongCode(verdict.reason === 'wrong' ? CODE_TRIES - sent.tries - 1 : 0) };
}

const COLUMNS = { id: true, customerId: true, phone: true, codeHash: true, tries: true, expiresAt: true, usedAt: true } as const;

// The same words for a code that ran out, was used, or never was: they say what to do, and tell nothing about accounts.
export const wrongCode = (triesLeft: number): AppError =>
  triesLeft > 0 ? fieldRefusal(422, 'code', 'wrong_code.tries', { left: triesLeft }) : fieldRefusal(422, 'code', 'wrong_code.spent');
