import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Product } from './product.entity.js';

@Entity('variants')
export class Variant extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') productId: number;

  @ManyToOne(() => Product, (product) => product.variants)
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  /** What the warehouse calls it. */
  @Column('varchar', { length: 60 }) sku: string;

  /** One value per axis of the product. */
  @Column('simple-json') options: Record<string, string>;

  /** Won on top of the offer's price, the same in every promotion. */
  @Column('int', { default: 0 }) surcharge: number;

  @Column('int', { default: 0 }) position: number;

  /** False takes it out of sale; orders keep their snapshot. */
  @Column('boolean', { default: true }) active: boolean;
}
