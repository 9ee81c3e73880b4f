import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { TooManyRequests } from '../kernel/errors.js';
import { enqueue } from '../outbox/outbox.js';
import { keysOf } from '../kernel/keys.js';
import { keyedHash, sameText, sha256 } from '../kernel/random.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { CODE_LIVES_MS, CODES_PER_PHONE_A_DAY, sixDigits } from './rules/one-time-code.js';
import { say } from '../words/say.js';
import { countRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';

const oneTimeCodes = table(OneTimeCode);

const DAY_MS = 86_400_000;

export interface CodeRequest {
  purpose: OneTimeCode['purpose'];
  /** Null where there is no such account: a row is written all the same, and nothing is sent. */
  customerId: number | null;
  /** Digits. */
  phone: string;
  /** What the browser keeps until it answers; null where the session says who it is. */
  handle: string | null;
  /** The same code goes there too; digits. */
  alsoTo?: string | null;
}

/** Writes a code and sends it by SMS. @throws AppError 429 when the phone has had its codes for the day */
export async function sendCode(tx: EntityManager, ctx: Context, request: CodeRequest): Promise<void> {
  const now = ctx.clock.now();
  const today = sql`${oneTimeCodes.phone} = ${request.phone} AND ${oneTimeCodes.createdAt} > ${new Date(now.getTime() - DAY_MS)}`;
  if ((await countRows(tx, sql`FROM ${oneTimeCodes} WHERE ${today}`)) >= CODES_PER_PHONE_A_DAY) throw new TooManyRequests(DAY_MS / 1000);
  const expiresAt = new Date(now.getTime() + CODE_LIVES_MS);
  const code = sixDigits(randomInt(1_000_000));
  const id = await insertRows(tx, OneTimeCode, {
    purpose: request.purpose,
    customerId: request.customerId,
    phone: request.phone,
    handle: request.handle && sha256(request.handle),
    codeHash: hashCode(ctx.settings.secrets.field, request.phone, code),
    createdAt: now,
    expiresAt,
  });
  if (request.customerId === null) return;
  const sms = { channel: 'sms', groupKey: `code/${id}`, purpose: 'code', expiresAt, customerId: request.customerId } as const;
  await enqueue(tx, ctx, { ...sms, k: `code/${id}/sms`, recipient: request.phone, text: codeText(code) });
  if (request.alsoTo) await enqueue(tx, ctx, { ...sms, k: `code/${id}/also`, recipient: request.alsoTo, text: alsoText(code) });
}

const codeText = (code: string) => say('sms.code', { code });
const alsoText = (code: string) => say('sms.code_also', { code });

/** Keyed, and bound to the phone: six digits alone would be looked up in a table of a million. */
const hashCode = (key: string, phone: string, code: string): string => keyedHash(key, 'one-time-code', `${phone} ${code}`);

/** Whether that code was sent; one that was sent under the key before counts until it has run out. */
export const isSentCode = (ctx: Context, { phone, codeHash }: { phone: string; codeHash: string }, code: string): boolean =>
  keysOf(ctx.settings, 'field').some((key) => sameText(codeHash, hashCode(key, phone, code)));
