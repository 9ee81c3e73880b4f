import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import type { Sql } from '../database/sql.js';
import { requestId } from '../kernel/request-id.js';
import { insertFound, insertRows } from '../database/write.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { composeSms } from '../words/rules/sms-text.js';
import type { Said } from '../words/say.js';
import { sentence } from '../words/sentence.js';

export interface Message {
  /** Names the cause, as `order/12/paid/slack`; the same cause is told once. */
  k: string;
  channel: OutboxMessage['channel'];
  /** Messages of one group leave in order. */
  groupKey: string;
  /** Phone digits for SMS. */
  recipient?: string;
  /** What it says; a text as it stands only where somebody wrote it, as a campaign's. */
  text: Said | string;
  purpose: OutboxMessage['purpose'];
  campaignId?: number;
  customerId?: number;
  /** Not before; now when left out. */
  dueAt?: Date;
  /** Not from then on; never too late when left out. */
  expiresAt?: Date;
}

type Writing = Pick<Context, 'clock' | 'log'>;

/**
 * Writes a message into the transaction of its cause; the delivery job sends it afterwards. This is the one door to Slack and SMS:
 * here codes and values become a text, and what is an SMS is spelled and cut by composeSms().
 */
export async function enqueue(tx: EntityManager, ctx: Writing, message: Message): Promise<void> {
  await enqueueAll(tx, ctx, [message]);
}

const ROWS_A_STATEMENT = 200;

/** The same for many, in few statements. */
export async function enqueueAll(tx: EntityManager, ctx: Writing, messages: readonly Message[]): Promise<void> {
  const rows = rowsOf(ctx, messages);
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await insertRows(tx, OutboxMessage, rows.slice(from, from + ROWS_A_STATEMENT));
  }
}

/**
 * Some few of them, if there is a row by then: the cause is looked at once more by the statement that writes them.
 * @param found `FROM … WHERE …`, which finds one row or none
 * @returns false where there was none
 */
export async function enqueueIf(tx: EntityManager, ctx: Context, found: Sql, messages: readonly Message[]): Promise<boolean> {
  const rows = rowsOf(ctx, messages).map((row) => ({ row, from: found }));
  return (await insertFound(tx, OutboxMessage, rows)) === messages.length;
}

function rowsOf(ctx: Writing, messages: readonly Message[]) {
  const now = ctx.clock.now();
  const textOf = composer(ctx);
  const cause = requestId() ?? null;
  return messages.map((message) => ({
    ...message,
    text: textOf(message),
    recipient: message.recipient ?? '',
    state: 'due' as const,
    dueAt: message.dueAt ?? now,
    createdAt: now,
    requestId: cause,
  }));
}

// Nobody waits here who could mend it: what handsets cannot show is left out, and the log says so (the characters only).
// A campaign's text is the same for ten thousand: composed once.
function composer(ctx: Writing): (message: Message) => string {
  const composed = new Map<string, string>();
  return ({ k, channel, text: said }) => {
    const written = typeof said === 'string' ? said : sentence(said);
    if (channel !== 'sms') return written;
    const known = composed.get(written);
    if (known !== undefined) return known;
    const { text, dropped } = composeSms(written);
    if (dropped.length > 0) ctx.log.warn({ message: k, dropped }, 'Characters that no handset shows were left out of a text message');
    composed.set(written, text);
    return text;
  };
}
