import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ReturnAnswer, ReturnKind } from './rules/return-window.js';

/** A customer's wish to send an order back, and what staff decided. */
@Entity('return_requests')
export class ReturnRequest extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') orderId: number;

  @Column('varchar', { length: 20 }) kind: ReturnKind;

  @Column('varchar', { length: 800 }) reason: string;

  /** Won taken off the refund, as shown before asking. */
  @Column('int', { default: 0 }) postage: number;

  @Column('datetime', { precision: 3 }) requestedAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) decidedAt: Date | null;

  @Column('varchar', { length: 10, nullable: true }) decision: ReturnAnswer | null;

  /** Whether its units went back to stock. */
  @Column('boolean', { default: false }) restocked: boolean;

  @Column('int', { nullable: true }) staffId: number | null;
}
