import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Product } from './product.entity.js';

@Entity('product_images')
export class ProductImage extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') productId: number;

  @ManyToOne(() => Product, (product) => product.images)
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  /** 128 random bits as hex: the name is the picture's wall, since pictures themselves are public. */
  @Column('varchar', { length: 32 }) name: string;

  /** What it shows, in Korean, for those who do not see it. */
  @Column('varchar', { length: 800 }) alt: string;

  /** Pixels of the 800 wide rendering; 400 and 1200 have the same ratio. */
  @Column('int') width: number;

  @Column('int') height: number;

  @Column('int') position: number;
}
