import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one address a customer has saved. */
@Entity('customer_addresses')
export class CustomerAddress extends BaseEntity {
  @PrimaryColumn('int') customerId: number;

  @Column('varchar', { length: 400 }) name: string;

  @Column('varchar', { length: 11 }) phone: string;

  /** Five digits, text. */
  @Column('varchar', { length: 5 }) postcode: string;

  @Column('varchar', { length: 800 }) address1: string;

  @Column('varchar', { length: 400, default: '' }) address2: string;

  @Column('varchar', { length: 400, default: '' }) memo: string;
}
