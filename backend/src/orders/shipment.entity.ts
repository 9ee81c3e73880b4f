import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** How an order travels. */
@Entity('shipments')
export class Shipment extends BaseEntity {
  @PrimaryColumn('int') orderId: number;

  @Column('varchar', { length: 40 }) carrier: string;

  /** Bare digits, see rules/tracking-number.ts. */
  @Column('varchar', { length: 40 }) trackingNumber: string;

  @Column('datetime', { precision: 3 }) shippedAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) deliveredAt: Date | null;
}
