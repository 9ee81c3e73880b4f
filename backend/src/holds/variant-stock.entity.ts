import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Units of one variant. Apart from `variants`, and pointed at by no foreign key: with one, every order locked the row
 * it was about to update, 1,238 deadlocks a second (docs/decisions/0006-counters-apart.md).
 */
@Entity('variant_stock')
export class VariantStock extends BaseEntity {
  @PrimaryColumn('int') variantId: number;

  /** In the warehouse. Falls when shipped; staff change it by delta only. */
  @Column('int') onHand: number;

  /** Promised to orders that are not shipped yet. Available is onHand − reserved. */
  @Column('int', { default: 0 }) reserved: number;
}
