import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** One member of staff who says that a refund by hand is right; it takes two. */
@Entity('refund_approvals')
export class RefundApproval extends BaseEntity {
  @PrimaryColumn('int') refundId: number;

  @PrimaryColumn('int') staffId: number;

  @Column('datetime', { precision: 3 }) at: Date;
}
