import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ReceiptState } from './rules/ledger-states.js';

/**
 * One receipt of a gateway that was submitted for an order. captured = refunded + owed + kept.
 * The table has a generated `live` besides (1 while confirming or paid): UNIQUE with it, an order has one live payment.
 */
@Entity('payments')
export class Payment extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') orderId: number;

  /** Whose receipt it is: the gateway that this shop paid by then. */
  @Column('varchar', { length: 20, default: 'bootpay' }) provider: string;

  /** The provider's; unique: no receipt pays twice. */
  @Column('varchar', { length: 24 }) receiptId: string;

  /** `confirming` ends only by what the receipt says; `lapsed` is one that was never captured, or whose money goes back in full. */
  @Column('varchar', { length: 12 }) state: ReceiptState;

  @Column('varchar', { length: 30, default: '' }) method: string;

  /** Won to be captured. */
  @Column('int') amount: number;

  /** Won that the gateway has taken from the customer. */
  @Column('int', { default: 0 }) captured: number;

  /** Won of all refunds written so far, done or owed; never above captured (CHECK). */
  @Column('int', { default: 0 }) committed: number;

  /** Who is talking to the gateway about it now; fences a second worker off. */
  @Column('varchar', { length: 32, nullable: true, select: false }) lease: string | null;

  @Column('datetime', { precision: 3, nullable: true, select: false }) leaseUntil: Date | null;

  /** When the reconciler reads the receipt next; null when there is nothing left to learn. */
  @Column('datetime', { precision: 3, nullable: true }) nextCheckAt: Date | null;

  @Column('datetime', { precision: 3 }) submittedAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) paidAt: Date | null;
}
