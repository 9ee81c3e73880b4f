import type { EntityManager } from 'typeorm';
import type { Context } from '../context.js';
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
}

/** Writes a message into the transaction of its cause; the delivery job sends it afterwards. */
export async function enqueue(tx: EntityManager, ctx: Context, message: Message): Promise<void> {
  const now = ctx.clock.now();
  await tx.insert(OutboxMessage, {
    ...message,
    recipient: message.recipient ?? '',
    state: 'due',
    dueAt: message.dueAt ?? now,
    createdAt: now,
  });
}
