import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a refund goes that Bootpay cannot make. Erased as soon as the money has gone. */
@Entity('refund_accounts')
export class RefundAccount extends BaseEntity {
  @PrimaryColumn('int') refundId: number;

  /** Bank, number and holder as JSON, encrypted; opens only for this refund. */
  @Column('varchar', { length: 4000, select: false }) account: string;

  @Column('datetime', { precision: 3 }) namedAt: Date;
}
