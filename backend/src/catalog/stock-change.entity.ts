import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One change of stock by staff, with its reason. Written once, never changed. */
@Entity('stock_changes')
export class StockChange extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') variantId: number;

  /** Units added, or taken when negative. */
  @Column('int') delta: number;

  @Column('varchar', { length: 800 }) reason: string;

  @Column('int', { nullable: true }) staffId: number | null;

  @Column('datetime', { precision: 3 }) at: Date;

  /** Of the form that asked for it: sent twice, it counts once. */
  @Column('varchar', { length: 36, nullable: true }) formKey: string | null;
}
