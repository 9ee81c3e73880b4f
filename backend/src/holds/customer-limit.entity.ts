import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Units of one offer that one person holds. */
@Entity('customer_limits')
export class CustomerLimit extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') offerId: number;

  /** `phone:` and a keyed hash where the phone is verified, else `customer:12`: a second account does not double the limit. */
  @Column('varchar', { length: 40 }) holder: string;

  @Column('int', { default: 0 }) held: number;
}
