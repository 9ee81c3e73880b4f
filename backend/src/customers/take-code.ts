import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { type AppError, fieldRefusal } from '../kernel/errors.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { CODE_TRIES, judgeCode } from './rules/one-time-code.js';
import { isSentCode } from './send-code.js';
import { readFirst, type RowOf } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const oneTimeCodes = table(OneTimeCode);
const SENT = {
  id: oneTimeCodes.id,
  customerId: oneTimeCodes.customerId,
  phone: oneTimeCodes.phone,
  codeHash: oneTimeCodes.codeHash,
  tries: oneTimeCodes.tries,
  expiresAt: oneTimeCodes.expiresAt,
  usedAt: oneTimeCodes.usedAt,
};

/**
 * Takes a code that was sent, once. The wrong try is counted even though the caller refuses it: so the outcome is
 * returned, and the caller throws after its transaction has ended.
 */
export async function takeCode(
  tx: EntityManager,
  ctx: Context,
  whose: { purpose: OneTimeCode['purpose']; customerId: number } | { purpose: OneTimeCode['purpose']; handle: string },
  code: string,
): Promise<{ taken: RowOf<typeof SENT> } | { refusal: AppError }> {
  const theirs = 'handle' in whose ? sql`${oneTimeCodes.handle} = ${whose.handle}` : sql`${oneTimeCodes.customerId} = ${whose.customerId}`;
  const latest = sql`${oneTimeCodes.purpose} = ${whose.purpose} AND ${theirs} ORDER BY ${oneTimeCodes.id} DESC LIMIT 1`;
  const { id } = (await readFirst(tx, { id: oneTimeCodes.id }, sql`FROM ${oneTimeCodes} WHERE ${latest}`)) ?? { id: 0 };
  const sent = await readFirst(tx, SENT, sql`FROM ${oneTimeCodes} WHERE ${oneTimeCodes.id} = ${id} ${FOR_UPDATE}`);
  if (!sent) return { refusal: wrongCode(0) };
  const verdict = judgeCode(sent, isSentCode(ctx, sent, code), ctx.clock.now());
  if (verdict.ok) {
    await updateRows(tx, OneTimeCode, { usedAt: ctx.clock.now() }, sql`${oneTimeCodes.id} = ${id}`);
    return { taken: sent };
  }
  const more = { tries: sql`${oneTimeCodes.tries} + 1` };
  if (verdict.reason === 'wrong') await updateRows(tx, OneTimeCode, more, sql`${oneTimeCodes.id} = ${id}`);
  return { refusal: wrongCode(verdict.reason === 'wrong' ? CODE_TRIES - sent.tries - 1 : 0) };
}

// The same words for a code that ran out, was used, or never was: they say what to do, and tell nothing about accounts.
export const wrongCode = (triesLeft: number): AppError =>
  triesLeft > 0 ? fieldRefusal(422, 'code', 'wrong_code.tries', { left: triesLeft }) : fieldRefusal(422, 'code', 'wrong_code.spent');
