import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What everybody who takes part in a promotion is told, each once; see tell-participants.ts. */
@Entity('promotion_notices')
export class PromotionNotice extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') promotionId: number;

  @Column('varchar', { length: 20 }) kind: 'extended' | 'closed_early';

  /** As it is delivered. */
  @Column('varchar', { length: 1000 }) text: string;

  /** Who ordered later knows already. */
  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** Orders up to this one are told: where the next batch begins. */
  @Column('int', { default: 0 }) afterOrderId: number;

  /** Customers who got a message. */
  @Column('int', { default: 0 }) told: number;

  /** Set when everybody is told, or a newer notice has taken its place. */
  @Column('datetime', { precision: 3, nullable: true }) doneAt: Date | null;
}
