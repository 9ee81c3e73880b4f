import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** A receipt that a webhook spoke of: to be read again. The webhook's own words are never believed. */
@Entity('receipt_probes')
export class ReceiptProbe extends BaseEntity {
  @PrimaryColumn('varchar', { length: 24 }) receiptId: string;

  @Column('int') orderId: number;

  /** Set by each webhook; cleared by the read that came after it. */
  @Column('datetime', { precision: 3, nullable: true }) dirtyAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) readAt: Date | null;
}
