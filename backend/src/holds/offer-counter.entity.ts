import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';
import type { CounterState } from './rules/counter-state.js';

/** The hot row of an offer: what every order of it touches last. No foreign key points at it (see VariantStock). */
@Entity('offer_counters')
export class OfferCounter extends BaseEntity {
  @PrimaryColumn('int') offerId: number;

  /** Closed under lock before settling: from then on no order gets in. */
  @Column('varchar', { length: 10, default: 'open' }) state: CounterState;

  /** The promotion's, copied so that the row itself decides whether an order came in time. */
  @Column('datetime', { precision: 3 }) closesAt: Date;

  @Column('int', { nullable: true }) cap: number | null;

  /** Units of pending and paid orders. */
  @Column('int', { default: 0 }) held: number;

  /** Units paid and not cancelled: the only count that is ever shown. */
  @Column('int', { default: 0 }) sold: number;
}
