import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { insertRows } from '../database/database.js';
import { OutboxMessage } from './outbox-message.entity.js';

export interface Message {
  /** Names the cause, as `order/12/paid/slack`; the same cause is told once. */
  k: string;
  channel: OutboxMessage['channel'];
  /** Messages of one group leave in order. */
  groupKey: string;
  /** Phone digits for SMS. */
  recipient?: string;
  text: string;
  purpose: OutboxMessage['purpose'];
  campaignId?: number;
  customerId?: number;
  /** Not before; now when left out. */
  dueAt?: Date;
  /** Not from then on; never too late when left out. */
  expiresAt?: Date;
}

/** Writes a message into the transaction of its cause; the delivery job sends it afterwards. */
export async function enqueue(tx: EntityManager, ctx: Context, message: Message): Promise<void> {
  await enqueueAll(tx, ctx, [message]);
}

const ROWS_A_STATEMENT = 200;

/** The same for many, in few statements. */
export async function enqueueAll(tx: EntityManager, ctx: Context, messages: readonly Message[]): Promise<void> {
  const now = ctx.clock.now();
  const rows = messages.map((message) => ({
    ...message,
    recipient: message.recipient ?? '',
    state: 'due' as const,
    dueAt: message.dueAt ?? now,
    createdAt: now,
  }));
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await insertRows(tx, OutboxMessage, rows.slice(from, from + ROWS_A_STATEMENT));
  }
}
