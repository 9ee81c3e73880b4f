import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Product } from '../catalog/product.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from './promotion.entity.js';
import type { PriceTier } from './rules/price-tiers.js';
import type { OfferOutcome } from './rules/promotion-state.js';

/** One product inside a promotion. */
@Entity('offers')
export class Offer extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') promotionId: number;

  @ManyToOne(() => Promotion, (promotion) => promotion.offers)
  @JoinColumn({ name: 'promotion_id' })
  promotion: Relation<Promotion>;

  @Column('int') productId: number;

  @ManyToOne(() => Product)
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  @Column('int', { default: 0 }) position: number;

  /** Quantity strictly rising from 1, price in won strictly falling. See rules/price-tiers.ts. */
  @Column('simple-json') tiers: PriceTier[];

  /** Units below which everyone gets everything back; null for no goal. */
  @Column('int', { nullable: true }) goalQuantity: number | null;

  /** Units that can be held at most; null for no cap. Copied to the counter, which enforces it. */
  @Column('int', { nullable: true }) capQuantity: number | null;

  /** Units of this offer that one person may hold over the whole promotion. */
  @Column('int') perCustomerLimit: number;

  /** Units sold in the end; set once, at settlement, with the two below. */
  @Column('int', { nullable: true }) finalQuantity: number | null;

  /** Won that everyone pays in the end, without surcharge. */
  @Column('int', { nullable: true }) finalPrice: number | null;

  @Column('varchar', { length: 10, nullable: true }) outcome: OfferOutcome | null;

  @OneToOne(() => OfferCounter)
  @JoinColumn({ name: 'id', referencedColumnName: 'offerId' })
  counter: Relation<OfferCounter>;
}
