import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** One export of the order list: who asked, why, and with which filters. Its id opens the pages of JSON. */
@Entity('order_exports')
export class OrderExport extends BaseEntity {
  /** 128 random bits as hex. */
  @PrimaryColumn('varchar', { length: 32 }) id: string;

  @Column('int') staffId: number;

  @Column('varchar', { length: 800 }) reason: string;

  @Column('simple-json') filters: Record<string, string>;

  /** Orders with a higher id are not in it: what arrives meanwhile does not shift the pages. */
  @Column('int') lastOrderId: number;

  @Column('datetime', { precision: 3 }) createdAt: Date;
}
