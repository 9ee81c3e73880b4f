import { type EntityManager, In } from 'typeorm';
import { type Context, OutsideError } from '../kernel/context.js';
import { isSqlite, transact } from '../database/database.js';
import { randomId } from '../kernel/random.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { afterFailure, isExpired } from './rules/delivery.js';
import { mayDeliverNow, nightEnds, type SmsConsents } from './rules/may-deliver.js';

const BATCH = 20;
const LEASE_MS = 60_000;

/**
 * Sends what is due, a batch at a time; gives how many were tried. Safe in any number of processes.
 * @param consentsOf what customers agree to now: whoever knows the customers hands it in
 * @param channel only this one: each has a job of its own, so that a Slack that hangs holds up no text message
 */
export async function deliverOutbox(ctx: Context, consentsOf: ConsentsOf, channel?: OutboxMessage['channel']): Promise<number> {
  const lease = randomId();
  const messages = await claim(ctx, lease, channel ? [channel] : ['slack', 'sms']);
  await Promise.all(messages.map((claimed) => deliver(ctx, consentsOf, claimed, lease)));
  return messages.length;
}

/** For customers' ids, what each agreed to that still counts at this instant. */
type ConsentsOf = (tx: EntityManager, customerIds: readonly number[], now: Date) => Promise<(customerId: number) => SmsConsents>;

interface Claimed {
  message: OutboxMessage;
  /** An earlier try failed, or its process died with the lease in hand: it may have arrived. */
  resend: boolean;
}

async function claim(ctx: Context, lease: string, channels: readonly OutboxMessage['channel'][]): Promise<Claimed[]> {
  const now = ctx.clock.now();
  return transact(ctx.db, async (tx) => {
    const found = await heads(tx, now, channels);
    if (found.size === 0) return [];
    const ids = [...found.keys()];
    const until = new Date(now.getTime() + LEASE_MS);
    await tx.update(OutboxMessage, { id: In(ids) }, { lease, leaseUntil: until });
    const messages = await tx.find(OutboxMessage, { where: { id: In(ids) }, order: { id: 'ASC' } });
    return messages.map((message) => ({ message, resend: message.lastError !== '' || found.get(message.id) === true }));
  });
}

// Gives whether each was on its way before. Only the oldest of each group that is due: a group's messages arrive in order. A dead or dropped one does not hold up the rest.
async function heads(tx: EntityManager, now: Date, channels: readonly string[]): Promise<Map<number, boolean>> {
  const sql = `SELECT m.id AS id, m.lease AS lease FROM outbox_messages m
    WHERE m.state = 'due' AND m.due_at <= ? AND (m.lease IS NULL OR m.lease_until < ?) AND m.channel IN (${channels.map(() => '?').join()})
      AND NOT EXISTS (SELECT 1 FROM outbox_messages e WHERE e.group_key = m.group_key AND e.state = 'due' AND e.id < m.id)
    ORDER BY m.due_at, m.id LIMIT ${BATCH} ${isSqlite(tx) ? '' : 'FOR UPDATE OF m SKIP LOCKED'}`;
  const rows = await tx.query<{ id: number; lease: string | null }[]>(sql, [now, now, ...channels]);
  return new Map(rows.map((row) => [row.id, row.lease !== null]));
}

async function deliver(ctx: Context, consentsOf: ConsentsOf, { message, resend }: Claimed, lease: string): Promise<void> {
  if (isExpired(message, ctx.clock.now())) return expire(ctx, message, lease, message.attempts);
  const refusal = await refusedNow(ctx, consentsOf, message);
  if (refusal) return finish(ctx, message, lease, refusal);
  try {
    if (message.channel === 'slack') await ctx.slack.post({ text: message.text, key: message.k });
    else await ctx.sms.send({ to: message.recipient, text: message.text, key: message.k, resend });
  } catch (error) {
    return failed(ctx, message, lease, error);
  }
  await finish(ctx, message, lease, { state: 'sent', sentAt: ctx.clock.now(), lastError: '', ...withoutSecret(message) });
}

// Whatever went wrong counts as tried: a message that breaks our own client would else be tried for ever.
async function failed(ctx: Context, message: OutboxMessage, lease: string, error: unknown): Promise<void> {
  const outside = error instanceof OutsideError;
  ctx.log[outside ? 'warn' : 'error']({ message: message.k, err: error }, 'A message did not leave');
  const attempts = message.attempts + 1;
  const unanswered = outside && error.kind === 'unknown';
  const next = afterFailure({ tries: attempts, unanswered, expiresAt: message.expiresAt }, ctx.clock.now());
  if (next.state === 'dropped') return expire(ctx, message, lease, attempts);
  if (next.state === 'dead') ctx.log.error({ message: message.k }, 'A message was given up');
  const lastError = `${outside ? error.code : 'fault'}: ${String(error)}`.slice(0, 300);
  await finish(ctx, message, lease, { ...next, attempts, lastError, ...(next.state === 'dead' ? withoutSecret(message) : {}) });
}

// Nobody has to see to it: whoever still wants a code asks for another.
async function expire(ctx: Context, message: OutboxMessage, lease: string, attempts: number): Promise<void> {
  ctx.log.warn({ message: message.k }, 'A message came too late to be sent');
  await finish(ctx, message, lease, { state: 'dropped', attempts, lastError: 'expired', ...withoutSecret(message) });
}

// Consents may have been taken back, and night may have come, since it was written (정보통신망법 §50).
async function refusedNow(ctx: Context, consentsOf: ConsentsOf, message: OutboxMessage): Promise<Partial<OutboxMessage> | null> {
  if (message.purpose !== 'advertising' || message.customerId === null) return null;
  const now = ctx.clock.now();
  const consents = await consentsOf(ctx.db.manager, [message.customerId], now);
  const verdict = mayDeliverNow(message.purpose, consents(message.customerId), now);
  if (verdict.ok) return null;
  return verdict.reason === 'night' ? { dueAt: nightEnds(now) } : { state: 'dropped', lastError: 'consent was taken back' };
}

// A code that was sent, or never will be, has no business in the database any more.
const withoutSecret = (message: OutboxMessage): Partial<OutboxMessage> =>
  message.purpose === 'code' ? { text: message.text.replace(/\d{6}/, '······') } : {};

// Fenced: who lost the lease meanwhile changes nothing.
async function finish(ctx: Context, message: OutboxMessage, lease: string, change: Partial<OutboxMessage>): Promise<void> {
  await ctx.db.manager.update(OutboxMessage, { id: message.id, lease }, { ...change, lease: null, leaseUntil: null });
}
