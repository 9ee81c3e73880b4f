import { type EntityManager, In } from 'typeorm';
import { type Context, OutsideError } from '../kernel/context.js';
import { forUpdate, isSqlite, places, transact } from '../database/database.js';
import { randomId } from '../kernel/random.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { endWaits } from './end-waits.js';
import { afterFailure, isExpired, isProbe } from './rules/delivery.js';
import { mayDeliverNow, nightEnds, type SmsConsents } from './rules/may-deliver.js';

const BATCH = 20;
const LEASE_MS = 60_000;

/**
 * Sends what is due, a batch at a time; gives how many were tried. Safe in any number of processes. Where nothing is due on
 * a channel that does not answer, one message now and then asks whether it is back; what gets through ends the wait of others.
 * @param consentsOf what customers agree to now: whoever knows the customers hands it in
 * @param channel only this one: each has a job of its own, so that a Slack that hangs holds up no text message
 */
export async function deliverOutbox(ctx: Context, consentsOf: ConsentsOf, channel?: OutboxMessage['channel']): Promise<number> {
  const lease = randomId();
  const messages = await claim(ctx, lease, channel ? [channel] : ['slack', 'sms']);
  const arrived = await Promise.all(messages.map((claimed) => deliver(ctx, consentsOf, claimed, lease)));
  const answering = new Set(messages.filter((_, index) => arrived[index]).map(({ message }) => message.channel));
  for (const one of answering) await endWaits(ctx, one, BATCH);
  return messages.length;
}

/** For customers' ids, what each agreed to that still counts at this instant. */
type ConsentsOf = (tx: EntityManager, customerIds: readonly number[], now: Date) => Promise<(customerId: number) => SmsConsents>;

interface Claimed {
  message: OutboxMessage;
  /** An earlier try failed, or its process died with the lease in hand: it may have arrived. */
  resend: boolean;
  /** Ahead of its turn: no answer then is no failed try. */
  probe: boolean;
}

async function claim(ctx: Context, lease: string, channels: readonly Channel[]): Promise<Claimed[]> {
  const now = ctx.clock.now();
  return transact(ctx.db, async (tx) => {
    const due = await heads(tx, now, channels, { sql: 'm.due_at <= ?', values: [now] }, BATCH);
    const called = due.length < BATCH ? await heads(tx, now, channels, { sql: WAIT_ENDED, values: [now] }, BATCH - due.length) : [];
    const early = due.length + called.length > 0 ? called : await scouts(tx, now, channels);
    const found = [...due, ...early];
    if (found.length === 0) return [];
    const ids = found.map(({ id }) => id);
    const until = new Date(now.getTime() + LEASE_MS);
    await tx.update(OutboxMessage, { id: In(ids) }, { lease, leaseUntil: until });
    const underWay = new Set(found.filter((head) => head.lease !== null).map(({ id }) => id));
    const messages = await tx.find(OutboxMessage, { where: { id: In(ids) }, order: { id: 'ASC' } });
    const ahead = new Set(early.map(({ id }) => id));
    const isResend = (message: OutboxMessage) => message.lastError !== '' || underWay.has(message.id);
    return messages.map((message) => ({ message, resend: isResend(message), probe: ahead.has(message.id) }));
  });
}

type Channel = OutboxMessage['channel'];

interface Head {
  id: number;
  /** Not null: it was on its way before. */
  lease: string | null;
}

const IS_HEAD = `NOT EXISTS (SELECT 1 FROM outbox_messages e WHERE e.group_key = m.group_key AND e.state = 'due' AND e.id < m.id)`;
/** What endWaits() leaves: not due by its own wait. */
const WAIT_ENDED = 'm.unanswered = 1 AND m.tried_at IS NULL AND m.due_at > ?';

// Only the oldest of each group that is due: a group's messages arrive in order. A dead or dropped one does not hold up the rest.
function heads(
  tx: EntityManager,
  now: Date,
  channels: readonly Channel[],
  which: { sql: string; values: readonly unknown[] },
  limit: number,
): Promise<Head[]> {
  const sql = `SELECT m.id AS id, m.lease AS lease FROM outbox_messages m
    WHERE m.state = 'due' AND ${which.sql} AND (m.lease IS NULL OR m.lease_until < ?) AND m.channel IN (${places(channels)}) AND ${IS_HEAD}
    ORDER BY m.due_at, m.id LIMIT ${limit} ${isSqlite(tx) ? '' : 'FOR UPDATE OF m SKIP LOCKED'}`;
  return tx.query<Head[]>(sql, [...which.values, now, ...channels]);
}

// Always the oldest that waits: with another one each time, a thousand waiting would be a thousand probes. Looked for
// without a lock, so that nobody who writes messages meanwhile is waited for; then held, for one of several processes.
async function scouts(tx: EntityManager, now: Date, channels: readonly Channel[]): Promise<Head[]> {
  const found: Head[] = [];
  for (const channel of channels) {
    const sql = `SELECT m.id AS id FROM outbox_messages m
      WHERE m.state = 'due' AND m.unanswered = 1 AND m.channel = ? AND ${IS_HEAD} ORDER BY m.id LIMIT 1`;
    const [oldest] = await tx.query<{ id: number }[]>(sql, [channel]);
    if (!oldest) continue;
    const row = await tx.findOne(OutboxMessage, { where: { id: oldest.id, state: 'due' }, select: SCOUT, ...forUpdate(tx) });
    const isUnderWay = row?.lease != null && row.leaseUntil !== null && row.leaseUntil >= now;
    if (row && !isUnderWay && isProbe(row, channel, now)) found.push(row);
  }
  return found;
}

const SCOUT = { id: true, lease: true, leaseUntil: true, triedAt: true } as const;

/** Gives whether it got through. */
async function deliver(ctx: Context, consentsOf: ConsentsOf, { message, resend, probe }: Claimed, lease: string): Promise<boolean> {
  const refusal = isExpired(message, ctx.clock.now())
    ? expired(ctx, message, message.attempts)
    : await refusedNow(ctx, consentsOf, message);
  if (refusal) return finish(ctx, message, lease, refusal).then(() => false);
  try {
    if (message.channel === 'slack') await ctx.slack.post({ text: message.text, key: message.k });
    else await ctx.sms.send({ to: message.recipient, text: message.text, key: message.k, resend });
  } catch (error) {
    await finish(ctx, message, lease, failed(ctx, message, error, probe));
    return false;
  }
  await finish(ctx, message, lease, {
    state: 'sent',
    sentAt: ctx.clock.now(),
    lastError: '',
    unanswered: false,
    ...withoutSecret(message),
  });
  return true;
}

// Whatever went wrong counts as tried: a message that breaks our own client would else be tried for ever.
function failed(ctx: Context, message: OutboxMessage, error: unknown, probe: boolean): Partial<OutboxMessage> {
  const outside = error instanceof OutsideError;
  ctx.log[outside ? 'warn' : 'error']({ message: message.k, err: error }, 'A message did not leave');
  const unanswered = outside && error.kind === 'unknown';
  const lastError = `${outside ? error.code : 'fault'}: ${String(error)}`.slice(0, 300);
  const tried = { lastError, unanswered, triedAt: ctx.clock.now() };
  if (probe && unanswered) return tried;
  const attempts = message.attempts + 1;
  const next = afterFailure({ tries: attempts, unanswered, expiresAt: message.expiresAt }, ctx.clock.now());
  if (next.state === 'dropped') return expired(ctx, message, attempts);
  if (next.state === 'dead') ctx.log.error({ message: message.k }, 'A message was given up');
  return { ...next, ...tried, attempts, ...(next.state === 'dead' ? withoutSecret(message) : {}) };
}

// Nobody has to see to it: whoever still wants a code asks for another.
function expired(ctx: Context, message: OutboxMessage, attempts: number): Partial<OutboxMessage> {
  ctx.log.warn({ message: message.k }, 'A message came too late to be sent');
  return { state: 'dropped', attempts, lastError: 'expired', ...withoutSecret(message) };
}

// Consents may have been taken back, and night may have come, since it was written (정보통신망법 §50).
async function refusedNow(ctx: Context, consentsOf: ConsentsOf, message: OutboxMessage): Promise<Partial<OutboxMessage> | null> {
  if (message.purpose !== 'advertising' || message.customerId === null) return null;
  const now = ctx.clock.now();
  const consents = await consentsOf(ctx.db.manager, [message.customerId], now);
  const verdict = mayDeliverNow(message.purpose, consents(message.customerId), now);
  if (verdict.ok) return null;
  return verdict.reason === 'night'
    ? { dueAt: nightEnds(now), unanswered: false }
    : { state: 'dropped', lastError: 'consent was taken back' };
}

// A code that was sent, or never will be, has no business in the database any more.
const withoutSecret = (message: OutboxMessage): Partial<OutboxMessage> =>
  message.purpose === 'code' ? { text: message.text.replace(/\d{6}/, '······') } : {};

// Fenced: who lost the lease meanwhile changes nothing.
async function finish(ctx: Context, message: OutboxMessage, lease: string, change: Partial<OutboxMessage>): Promise<void> {
  await ctx.db.manager.update(OutboxMessage, { id: message.id, lease }, { ...change, lease: null, leaseUntil: null });
}
