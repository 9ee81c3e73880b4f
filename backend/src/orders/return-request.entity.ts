import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A customer's wish to send an order back, and what staff decided. */
@Entity('return_requests')
export class ReturnRequest extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') orderId: number;

  /** For a change of mind the customer pays the postage back, for a defect the shop does (전자상거래법 §17, §18). */
  @Column('varchar', { length: 20 }) kind: 'change_of_mind' | 'defect';

  @Column('varchar', { length: 800 }) reason: string;

  /** Won taken off the refund, as shown before asking. */
  @Column('int', { default: 0 }) postage: number;

  @Column('datetime', { precision: 3 }) requestedAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) decidedAt: Date | null;

  @Column('varchar', { length: 10, nullable: true }) decision: 'accepted' | 'declined' | null;

  /** Whether its units went back to stock. */
  @Column('boolean', { default: false }) restocked: boolean;

  @Column('int', { nullable: true }) staffId: number | null;
}
