import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { TooManyRequests } from '../kernel/errors.js';
import { enqueue } from '../outbox/outbox.js';
import { keysOf } from '../kernel/keys.js';
import { keyedHash, sameText, sha256 } from '../kernel/random.js';
import { OneTimeCode } from './one-time-code.entity.js';
import {
  CODE_LIVES_MS,
  CODES_PER_ACCOUNT_A_DAY,
  CODES_PER_DEVICE_A_DAY,
  CODES_PER_PHONE_A_DAY,
  CODES_PER_RANGE_A_DAY,
  rangeOf,
  sixDigits,
} from './rules/one-time-code.js';
import { say } from '../words/say.js';
import { type Allowance, allowanceName, isLeft, takeAllowance } from './code-allowance.js';
import { tagOf } from '../kernel/device.js';
import { insertRows } from '../database/write.js';

const DAY_MS = 86_400_000;

export interface CodeRequest {
  purpose: OneTimeCode['purpose'];
  /** Null where there is no such account: a row is written all the same, and nothing is sent. */
  customerId: number | null;
  /** Digits. */
  phone: string;
  /** Whose password is to be set anew; lower case. */
  email?: string;
  /** What the browser keeps until it answers; null where the session says who it is. */
  handle: string | null;
  /** The same code goes there too; digits. */
  alsoTo?: string | null;
}

/**
 * Writes a code and sends it by SMS, as far as phone, account, device, range of numbers and the day's money allow; each is
 * exact however many ask at once. Where there is no account nothing is sent and nothing paid, and the answer is the same.
 * @throws AppError 429 when one of them has had its codes for the day
 */
export async function sendCode(tx: EntityManager, ctx: Context, request: CodeRequest): Promise<void> {
  const now = ctx.clock.now();
  await spendAllowances(tx, ctx, request);
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

async function spendAllowances(tx: EntityManager, ctx: Context, request: CodeRequest): Promise<void> {
  const asked = await takeAllowance(tx, ctx, ofAsker(ctx, request));
  if (!asked) throw spent();
  // One after the other, always in this order: who waits for a count holds only those before it.
  for (const allowance of ofShop(ctx, request)) {
    const isPaid = request.customerId !== null;
    if (!(isPaid ? await takeAllowance(tx, ctx, allowance) : await isLeft(tx, ctx, allowance))) throw spent();
  }
  if (request.customerId !== null) await spendMoney(tx, ctx, request);
  else if (!(await isLeft(tx, ctx, money(ctx, request)))) throw spent();
}

const spent = () => new TooManyRequests(DAY_MS / 1000);

// By e-mail and phone together, whether they are an account's or not; what others use up is not taken from a device of its own.
function ofAsker(ctx: Context, { purpose, phone, email }: CodeRequest): Allowance {
  if (purpose === 'phone') return { name: allowanceName(ctx, 'phone', phone), most: CODES_PER_PHONE_A_DAY };
  const own = email !== undefined && ctx.device?.owners.includes(tagOf(ctx.settings, `customer:${email}`)) ? ctx.device.id : '';
  return { name: allowanceName(ctx, 'reset', `${email ?? ''}\n${phone}\n${own}`), most: CODES_PER_PHONE_A_DAY };
}

function ofShop(ctx: Context, { purpose, phone, customerId }: CodeRequest): Allowance[] {
  const device = ctx.device?.id ?? (ctx.actor.kind === 'customer' ? ctx.actor.sessionId : null);
  return [
    ...(purpose === 'phone' && customerId !== null
      ? [{ name: allowanceName(ctx, 'account', String(customerId)), most: CODES_PER_ACCOUNT_A_DAY }]
      : []),
    ...(purpose === 'phone' && device !== null ? [{ name: allowanceName(ctx, 'device', device), most: CODES_PER_DEVICE_A_DAY }] : []),
    { name: allowanceName(ctx, 'range', rangeOf(phone)), most: CODES_PER_RANGE_A_DAY },
  ];
}

const money = ({ settings }: Context, { alsoTo }: CodeRequest): Allowance => ({
  name: 'won',
  most: settings.codesWonADay,
  by: settings.codeWon * (alsoTo ? 2 : 1),
});

// Told once on the way and once at the end: the row is held, so exactly one transaction passes each mark.
async function spendMoney(tx: EntityManager, ctx: Context, request: CodeRequest): Promise<void> {
  const { by = 0, most, ...of } = money(ctx, request);
  const taken = await takeAllowance(tx, ctx, { ...of, by, most });
  if (!taken) throw spent();
  const passed = (mark: number) => taken.used >= mark && taken.used - by < mark;
  const said = { used: taken.used, most };
  const about = { channel: 'slack', groupKey: 'codes-won', purpose: 'notice' } as const;
  const k = `codes-won/${taken.since.toISOString()}`;
  if (passed(most * DEAR)) await enqueue(tx, ctx, { ...about, k: `${k}/dear`, text: say('slack.codes_dear', said) });
  // The last that fits: the next one is refused.
  if (passed(most - ctx.settings.codeWon + 1)) await enqueue(tx, ctx, { ...about, k: `${k}/ended`, text: say('slack.codes_ended', said) });
}
/** The share of the day's money at which people are told that it runs low. */
const DEAR = 0.8;

const codeText = (code: string) => say('sms.code', { code });
const alsoText = (code: string) => say('sms.code_also', { code });

/** Keyed, and bound to the phone: six digits alone would be looked up in a table of a million. */
const hashCode = (key: string, phone: string, code: string): string => keyedHash(key, 'one-time-code', `${phone} ${code}`);

/** Whether that code was sent; one that was sent under the key before counts until it has run out. */
export const isSentCode = (ctx: Context, { phone, codeHash }: { phone: string; codeHash: string }, code: string): boolean =>
  keysOf(ctx.settings, 'field').some((key) => sameText(codeHash, hashCode(key, phone, code)));
