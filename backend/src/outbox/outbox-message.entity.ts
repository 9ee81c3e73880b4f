import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { OutboxChannel, OutboxPurpose, OutboxState } from './rules/message.js';

/** A message that leaves the house: written in the transaction of its cause, delivered after it. */
@Entity('outbox_messages')
export class OutboxMessage extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** Names the cause, as `order/12/paid/slack`: a cause is told once (UNIQUE). */
  @Column('varchar', { length: 80 }) k: string;

  @Column('varchar', { length: 10 }) channel: OutboxChannel;

  /** Messages of one group leave in order; the group is the order or the phone. */
  @Column('varchar', { length: 40 }) groupKey: string;

  /** Phone digits for SMS, empty for Slack. */
  @Column('varchar', { length: 11, default: '' }) recipient: string;

  @Column('text') text: string;

  @Column('varchar', { length: 20 }) purpose: OutboxPurpose;

  @Column('int', { nullable: true }) campaignId: number | null;

  @Column('int', { nullable: true }) customerId: number | null;

  @Column('varchar', { length: 10 }) state: OutboxState;

  @Column('datetime', { precision: 3 }) dueAt: Date;

  /** From when on it is no use any more and is dropped, as a code; null for what is worth telling at any time. */
  @Column('datetime', { precision: 3, nullable: true }) expiresAt: Date | null;

  @Column('int', { default: 0 }) attempts: number;

  /** It waits because the other side gave no answer: as soon as its channel answers again, the wait is over. */
  @Column('boolean', { default: false, select: false }) unanswered: boolean;

  /** Of the last try that got no answer; null again once its channel answers: it may be tried ahead of its turn. */
  @Column('datetime', { precision: 3, nullable: true, select: false }) triedAt: Date | null;

  @Column('varchar', { length: 32, nullable: true, select: false }) lease: string | null;

  @Column('datetime', { precision: 3, nullable: true, select: false }) leaseUntil: Date | null;

  @Column('varchar', { length: 300, default: '' }) lastError: string;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** Of the request that caused it, as the log has it; null where a job did. */
  @Column('varchar', { length: 36, nullable: true }) requestId: string | null;

  @Column('datetime', { precision: 3, nullable: true }) sentAt: Date | null;
}
