import { BaseEntity, Column, Entity, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ProductImage } from './product-image.entity.js';
import { Variant } from './variant.entity.js';

export interface OptionAxis {
  name: string;
  values: string[];
}

@Entity('products')
export class Product extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('varchar', { length: 80 }) slug: string;

  @Column('varchar', { length: 480 }) name: string;

  @Column('varchar', { length: 240 }) brand: string;

  /** laptop, tablet, monitor, keyboard, earphones, bag or accessory. */
  @Column('varchar', { length: 20 }) category: string;

  @Column('text') description: string;

  /** In the order they are shown. */
  @Column('simple-json') specifications: { name: string; value: string }[];

  /** The axes that its variants choose from; empty for a product with one variant. */
  @Column('simple-json') options: OptionAxis[];

  /** What it costs in ordinary shops, in won. Shown beside the offer, never charged. */
  @Column('int') listPrice: number;

  /** Set when staff retire it: it can no longer be put into a promotion. */
  @Column('datetime', { precision: 3, nullable: true }) archivedAt: Date | null;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** Moved by every change of what its form shows; see versions.ts. */
  @Column('int', { default: 1 }) version: number;

  /** Of the form that made it: sent twice, it is made once. */
  @Column('varchar', { length: 36, nullable: true }) formKey: string | null;

  @OneToMany(() => Variant, (variant) => variant.product) variants: Relation<Variant[]>;

  @OneToMany(() => ProductImage, (image) => image.product) images: Relation<ProductImage[]>;
}
