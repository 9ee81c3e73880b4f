import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { OrderLine } from './order-line.entity.js';
import type { OrderState, PaymentState } from './rules/order-state.js';

/**
 * What one customer bought of one promotion. Only verbs write it.
 * The table has a generated `pending_once` besides: UNIQUE with it allows one pending order per customer and promotion.
 */
@Entity('orders')
export class Order extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** Day in Korea plus 80 random bits: `20261122-7KQ2M4T9XW3HBCDE`. Looked up only together with the customer. */
  @Column('varchar', { length: 32 }) number: string;

  @Column('int') customerId: number;

  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customer_id' })
  customer: Relation<Customer>;

  /** The customer's when the order was placed. */
  @Column('int') universityId: number;

  @ManyToOne(() => University)
  @JoinColumn({ name: 'university_id' })
  university: Relation<University>;

  @Column('int') promotionId: number;

  @ManyToOne(() => Promotion)
  @JoinColumn({ name: 'promotion_id' })
  promotion: Relation<Promotion>;

  @Column('varchar', { length: 20 }) state: OrderState;

  /** Stands apart from the state: an order can be shipped and partially refunded. */
  @Column('varchar', { length: 20, default: 'none' }) pay: PaymentState;

  /** Won: Σ unitPrice × quantity as placed. Never changes. */
  @Column('int') total: number;

  /** Won that have gone back so far; raised when a refund is done. */
  @Column('int', { default: 0 }) refunded: number;

  @Column('datetime', { precision: 3 }) placedAt: Date;

  /** Until when an unpaid order holds its stock. */
  @Column('datetime', { precision: 3 }) expiresAt: Date;

  /** The shop ended its time early (another wall, two accounts of one person): no expiry that counts towards the pause. */
  @Column('boolean', { default: false, select: false }) endedByShop: boolean;

  @Column('datetime', { precision: 3, nullable: true }) expiredAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) paidAt: Date | null;

  /** When it may be prepared: at settlement, for a sale at payment. */
  @Column('datetime', { precision: 3, nullable: true }) releasedAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) preparingAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) shippedAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) deliveredAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) completedAt: Date | null;

  /** A cancel that came while the payment was being confirmed; honoured as soon as it is. */
  @Column('datetime', { precision: 3, nullable: true }) cancelRequestedAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) cancelledAt: Date | null;

  @Column('varchar', { length: 800, default: '' }) cancelReason: string;

  @Column('datetime', { precision: 3, nullable: true }) returnRequestedAt: Date | null;

  @Column('datetime', { precision: 3, nullable: true }) returnedAt: Date | null;

  @Column('varchar', { length: 400 }) recipientName: string;

  @Column('varchar', { length: 11 }) recipientPhone: string;

  @Column('varchar', { length: 5 }) recipientPostcode: string;

  @Column('varchar', { length: 800 }) recipientAddress1: string;

  @Column('varchar', { length: 400, default: '' }) recipientAddress2: string;

  @Column('varchar', { length: 400, default: '' }) recipientMemo: string;

  /** Whose limit its units count against; see CustomerLimit. */
  @Column('varchar', { length: 40 }) limitHolder: string;

  /** While it is unpaid: which of the few places of its browser it takes, and of its network where its account never paid. UNIQUE each. */
  @Column('varchar', { length: 40, nullable: true, select: false }) holdDevice: string | null;

  @Column('varchar', { length: 40, nullable: true, select: false }) holdNetwork: string | null;

  /** The client's Idempotency-Key; unique per customer. */
  @Column('varchar', { length: 80, select: false }) idemKey: string;

  /** SHA-256 of the body that came with it: another body under the same key is refused. */
  @Column('varchar', { length: 64, select: false }) idemHash: string;

  /** The answer as first given, so that a repeat gets the same bytes. Erased with the customer's data. */
  @Column('text', { select: false, nullable: true }) placementAnswer: string | null;

  @OneToMany(() => OrderLine, (line) => line.order) lines: Relation<OrderLine[]>;
}
