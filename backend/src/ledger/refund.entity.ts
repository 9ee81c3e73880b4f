import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { RefundKind, RefundState } from './rules/ledger-states.js';
import { Payment } from './payment.entity.js';

/** Won that we owe a customer, or have given back. Written with the change that causes it, sent by the refund job. */
@Entity('refunds')
export class Refund extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** Names the cause, as `order/12/cancel` or `line/34/settle`: a cause gives money back once (UNIQUE). */
  @Column('varchar', { length: 80 }) k: string;

  @Column('int') paymentId: number;

  @ManyToOne(() => Payment)
  @JoinColumn({ name: 'payment_id' })
  payment: Relation<Payment>;

  @Column('int') orderId: number;

  /** Null when it is for the whole of what is left of the order. */
  @Column('int', { nullable: true }) lineId: number | null;

  @Column('varchar', { length: 10 }) kind: RefundKind;

  /** Won, above 0. */
  @Column('int') amount: number;

  /** `manual`: the gateway refused for good, people go on. `frozen`: the receipt says something we did not do. */
  @Column('varchar', { length: 10 }) state: RefundState;

  @Column('varchar', { length: 800, default: '' }) reason: string;

  /** When the job tries next. */
  @Column('datetime', { precision: 3 }) dueAt: Date;

  /** Three business days after it was owed (전자상거래법 §18). */
  @Column('datetime', { precision: 3 }) promisedBy: Date;

  @Column('int', { default: 0 }) attempts: number;

  /** Definite ones, of the gateway: so many hand it to people. A try without an answer is none. */
  @Column('int', { default: 0 }) refusals: number;

  /** The receipt's cancelled_price before the first try, in won: what tells a done one from a lost one. Null before, and for one by hand. */
  @Column('int', { nullable: true }) cancelledBefore: number | null;

  @Column('varchar', { length: 300, default: '' }) lastError: string;

  @Column('datetime', { precision: 3 }) requestedAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) doneAt: Date | null;
}
