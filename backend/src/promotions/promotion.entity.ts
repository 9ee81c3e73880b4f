import { BaseEntity, Column, Entity, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Offer } from './offer.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import type { StoredPromotionState } from './rules/promotion-state.js';
import type { PromotionKind } from './rules/promotion-kind.js';

@Entity('promotions')
export class Promotion extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('varchar', { length: 80 }) slug: string;

  /** In what they differ: rules/promotion-kind.ts. */
  @Column('varchar', { length: 10 }) kind: PromotionKind;

  @Column('varchar', { length: 480 }) title: string;

  @Column('varchar', { length: 1200 }) summary: string;

  /** Name of its picture; without one the first offer's product lends its own. */
  @Column('varchar', { length: 32, nullable: true }) imageName: string | null;

  /** What is stored; scheduled, open and closed follow from the times. See rules/promotion-state.ts. */
  @Column('varchar', { length: 10 }) state: StoredPromotionState;

  /** True reaches every university, present and future; `universities` is then empty. */
  @Column('boolean', { default: false }) reachesAll: boolean;

  @Column('datetime', { precision: 3 }) opensAt: Date;

  /** The first instant at which nothing can be ordered any more. */
  @Column('datetime', { precision: 3 }) closesAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) publishedAt: Date | null;

  /** When the last of its orders was released. */
  @Column('datetime', { precision: 3, nullable: true }) settledAt: Date | null;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** Moved by every change of what its form shows; see versions.ts. */
  @Column('int', { default: 1 }) version: number;

  /** Of the form that made it: sent twice, it is made once. */
  @Column('varchar', { length: 36, nullable: true }) formKey: string | null;

  @OneToMany(() => Offer, (offer) => offer.promotion) offers: Relation<Offer[]>;

  @OneToMany(() => PromotionUniversity, (reach) => reach.promotion) universities: Relation<PromotionUniversity[]>;
}
