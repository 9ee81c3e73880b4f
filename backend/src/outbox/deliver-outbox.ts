import type { EntityManager } from 'typeorm';
import { type Context, OutsideError } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { read, readRows } from '../database/read.js';
import { Dialect, FOR_UPDATE, limit, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { type Changes, updateRows } from '../database/write.js';
import { writeTogether } from '../database/write-together.js';
import { randomId } from '../kernel/random.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { endWaits } from './end-waits.js';
import { afterFailure, isExpired, isProbe } from './rules/delivery.js';
import { mayDeliverNow, nightEnds, type SmsConsents } from './rules/may-deliver.js';

const messages = table(OutboxMessage);
const earlier = table(OutboxMessage, 'earlier');

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
  const claimed = await claim(ctx, lease, channel ? [channel] : ['slack', 'sms']);
  const arrived = await Promise.all(claimed.map((one) => deliver(ctx, consentsOf, one, lease)));
  const answering = new Set(claimed.filter((_, index) => arrived[index]).map(({ message }) => message.channel));
  for (const one of answering) await endWaits(ctx, one, BATCH);
  return claimed.length;
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
    const due = await heads(tx, now, channels, sql`${messages.dueAt} <= ${now}`, BATCH);
    const called = due.length < BATCH ? await heads(tx, now, channels, waitEnded(now), BATCH - due.length) : [];
    const early = due.length + called.length > 0 ? called : await scouts(tx, now, channels);
    const found = [...due, ...early];
    if (found.length === 0) return [];
    const ids = found.map(({ id }) => id);
    const until = new Date(now.getTime() + LEASE_MS);
    await updateRows(tx, OutboxMessage, { lease, leaseUntil: until }, sql`${messages.id} IN ${ids}`);
    const underWay = new Set(found.filter((head) => head.lease !== null).map(({ id }) => id));
    const leased = await readRows(tx, OutboxMessage, sql`WHERE ${messages.id} IN ${ids} ORDER BY ${messages.id}`);
    const ahead = new Set(early.map(({ id }) => id));
    const isResend = (message: OutboxMessage) => message.lastError !== '' || underWay.has(message.id);
    return leased.map((message) => ({ message, resend: isResend(message), probe: ahead.has(message.id) }));
  });
}

type Channel = OutboxMessage['channel'];

interface Head {
  id: number;
  /** Not null: it was on its way before. */
  lease: string | null;
}

const IS_HEAD = sql`NOT EXISTS (SELECT 1 FROM ${earlier}
  WHERE ${earlier.groupKey} = ${messages.groupKey} AND ${earlier.state} = ${'due'} AND ${earlier.id} < ${messages.id})`;
/** What endWaits() leaves: not due by its own wait. */
const waitEnded = (now: Date) => sql`${messages.unanswered} = ${true} AND ${messages.triedAt} IS NULL AND ${messages.dueAt} > ${now}`;
// Of the messages alone, not of those that stand before them; what another process holds is its own.
const SKIP_LOCKED = new Dialect('FOR UPDATE OF outbox_messages SKIP LOCKED', '');

// Only the oldest of each group that is due: a group's messages arrive in order. A dead or dropped one does not hold up the rest.
function heads(tx: EntityManager, now: Date, channels: readonly Channel[], which: Sql, most: number): Promise<Head[]> {
  return read(
    tx,
    { id: messages.id, lease: messages.lease },
    sql`FROM ${messages} WHERE ${messages.state} = ${'due'} AND ${which} AND (${messages.lease} IS NULL OR ${messages.leaseUntil} < ${now})
      AND ${messages.channel} IN ${channels} AND ${IS_HEAD} ORDER BY ${messages.dueAt}, ${messages.id} ${limit(most)} ${SKIP_LOCKED}`,
  );
}

// Always the oldest that waits: with another one each time, a thousand waiting would be a thousand probes. Looked for
// without a lock, so that nobody who writes messages meanwhile is waited for; then held, for one of several processes.
async function scouts(tx: EntityManager, now: Date, channels: readonly Channel[]): Promise<Head[]> {
  const found: Head[] = [];
  for (const channel of channels) {
    const waiting = sql`${messages.state} = ${'due'} AND ${messages.unanswered} = ${true} AND ${messages.channel} = ${channel}`;
    const [oldest] = await read(
      tx,
      { id: messages.id },
      sql`FROM ${messages} WHERE ${waiting} AND ${IS_HEAD} ORDER BY ${messages.id} LIMIT 1`,
    );
    if (!oldest) continue;
    const still = sql`${messages.id} = ${oldest.id} AND ${messages.state} = ${'due'}`;
    const [row] = await read(tx, SCOUT, sql`FROM ${messages} WHERE ${still} ${FOR_UPDATE}`);
    const isUnderWay = row?.lease != null && row.leaseUntil !== null && row.leaseUntil >= now;
    if (row && !isUnderWay && isProbe(row, channel, now)) found.push(row);
  }
  return found;
}

const SCOUT = { id: messages.id, lease: messages.lease, leaseUntil: messages.leaseUntil, triedAt: messages.triedAt };

// By name, so that a channel without its gateway does not compile.
const SEND: Record<Channel, (ctx: Context, message: OutboxMessage, resend: boolean) => Promise<void>> = {
  slack: (ctx, { text, k }) => ctx.slack.post({ text, key: k }),
  sms: (ctx, { recipient, text, k }, resend) => ctx.sms.send({ to: recipient, text, key: k, resend }),
};

/** Gives whether it got through. */
async function deliver(ctx: Context, consentsOf: ConsentsOf, { message, resend, probe }: Claimed, lease: string): Promise<boolean> {
  const refusal = isExpired(message, ctx.clock.now())
    ? expired(ctx, message, message.attempts)
    : await refusedNow(ctx, consentsOf, message);
  if (refusal) return finish(ctx, message, lease, refusal).then(() => false);
  try {
    await SEND[message.channel](ctx, message, resend);
  } catch (error) {
    await finish(ctx, message, lease, failed(ctx, message, error, probe));
    return false;
  }
  if (message.purpose === 'code') await finish(ctx, message, lease, { ...SENT, sentAt: ctx.clock.now(), ...withoutSecret(message) });
  else await finishSent(ctx.db, lease, { ctx, id: message.id, lease });
  return true;
}

const SENT = { state: 'sent', lastError: '', unanswered: false } as const;

// Of one batch many get through at the same time: those share a commit. None waits for one that is still on its way, so that
// a death leaves no more of them to be sent again than a commit takes.
const finishSent = writeTogether(BATCH, async (sent: readonly { ctx: Context; id: number; lease: string }[]) => {
  const [{ ctx, lease }] = sent as [(typeof sent)[number]];
  const held = sql`${messages.id} IN ${sent.map(({ id }) => id)} AND ${messages.lease} = ${lease}`;
  await updateRows(ctx.db, OutboxMessage, { ...SENT, sentAt: ctx.clock.now(), lease: null, leaseUntil: null }, held);
  return sent.map(() => ({ status: 'fulfilled' as const, value: undefined }));
});

// Whatever went wrong counts as tried: a message that breaks our own client would else be tried for ever.
function failed(ctx: Context, message: OutboxMessage, error: unknown, probe: boolean): Changes<OutboxMessage> {
  const outside = error instanceof OutsideError;
  ctx.log[outside ? 'warn' : 'error']({ message: message.k, cause: message.requestId, err: error }, 'A message did not leave');
  const unanswered = outside && error.kind === 'unknown';
  const lastError = `${outside ? error.code : 'fault'}: ${String(error)}`.slice(0, 300);
  const tried = { lastError, unanswered, triedAt: ctx.clock.now() };
  if (probe && unanswered) return tried;
  const attempts = message.attempts + 1;
  const next = afterFailure({ tries: attempts, unanswered, expiresAt: message.expiresAt }, ctx.clock.now());
  if (next.state === 'dropped') return expired(ctx, message, attempts);
  if (next.state === 'dead') ctx.log.error({ message: message.k, cause: message.requestId }, 'A message was given up');
  return { ...next, ...tried, attempts, ...(next.state === 'dead' ? withoutSecret(message) : {}) };
}

// Nobody has to see to it: whoever still wants a code asks for another.
function expired(ctx: Context, message: OutboxMessage, attempts: number): Changes<OutboxMessage> {
  ctx.log.warn({ message: message.k }, 'A message came too late to be sent');
  return { state: 'dropped', attempts, lastError: 'expired', ...withoutSecret(message) };
}

// Consents may have been taken back, and night may have come, since it was written (정보통신망법 §50).
async function refusedNow(ctx: Context, consentsOf: ConsentsOf, message: OutboxMessage): Promise<Changes<OutboxMessage> | null> {
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
const withoutSecret = (message: OutboxMessage): Changes<OutboxMessage> =>
  message.purpose === 'code' ? { text: message.text.replace(/\d{6}/, '······') } : {};

// Fenced: who lost the lease meanwhile changes nothing.
async function finish(ctx: Context, message: OutboxMessage, lease: string, change: Changes<OutboxMessage>): Promise<void> {
  const held = sql`${messages.id} = ${message.id} AND ${messages.lease} = ${lease}`;
  await updateRows(ctx.db, OutboxMessage, { ...change, lease: null, leaseUntil: null }, held);
}
