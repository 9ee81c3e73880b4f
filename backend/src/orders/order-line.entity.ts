import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { LineState } from './rules/order-state.js';
import { Order } from './order.entity.js';

/** One variant in an order, with a snapshot of what the customer saw. Points at no offer or stock row by foreign key. */
@Entity('order_lines')
export class OrderLine extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') orderId: number;

  @ManyToOne(() => Order, (order) => order.lines)
  @JoinColumn({ name: 'order_id' })
  order: Relation<Order>;

  @Column('int') offerId: number;

  @Column('int') productId: number;

  @Column('int') variantId: number;

  @Column('varchar', { length: 80 }) productSlug: string;

  @Column('varchar', { length: 480 }) productName: string;

  @Column('varchar', { length: 32, nullable: true }) imageName: string | null;

  @Column('simple-json') options: Record<string, string>;

  @Column('int') quantity: number;

  /** Won of the offer's first tier when it was placed. */
  @Column('int') tierPrice: number;

  /** Won of the variant on top. */
  @Column('int') surcharge: number;

  /** Won per unit as charged: tierPrice + surcharge. */
  @Column('int') unitPrice: number;

  @Column('varchar', { length: 10, default: 'live' }) state: LineState;

  /** Won given back of this line so far. */
  @Column('int', { default: 0 }) refunded: number;
}
