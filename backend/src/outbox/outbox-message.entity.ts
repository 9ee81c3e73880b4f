import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A message that leaves the house: written in the transaction of its cause, delivered after it. */
@Entity('outbox_messages')
export class OutboxMessage extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** Names the cause, as `order/12/paid/slack`: a cause is told once (UNIQUE). */
  @Column('varchar', { length: 80 }) k: string;

  @Column('varchar', { length: 10 }) channel: 'slack' | 'sms';

  /** Messages of one group leave in order; the group is the order or the phone. */
  @Column('varchar', { length: 40 }) groupKey: string;

  /** Phone digits for SMS, empty for Slack. */
  @Column('varchar', { length: 11, default: '' }) recipient: string;

  @Column('text') text: string;

  /** Order and refund notices are not advertising; a campaign's purpose decides which rules hold at delivery. */
  @Column('varchar', { length: 20 }) purpose: 'order' | 'refund' | 'alert' | 'code' | 'notice' | 'advertising';

  @Column('int', { nullable: true }) campaignId: number | null;

  @Column('int', { nullable: true }) customerId: number | null;

  /** `dropped`: at delivery the customer no longer consented, or it was too late. `dead`: every try failed; staff can send it again. */
  @Column('varchar', { length: 10 }) state: 'due' | 'sent' | 'dead' | 'dropped';

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

  @Column('datetime', { precision: 3, nullable: true }) sentAt: Date | null;
}
