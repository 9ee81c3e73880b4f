import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('universities')
export class University extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** In addresses and in the API; never changes. */
  @Column('varchar', { length: 80 }) slug: string;

  /** The official Korean name, as the chip on every page shows it. */
  @Column('varchar', { length: 320 }) name: string;

  @Column('varchar', { length: 480 }) nameEn: string;

  /** Mail domains of its students. They only rank the search at sign-up; nothing is proved by them. */
  @Column('simple-json') mailDomains: string[];

  @Column('varchar', { length: 80 }) region: string;

  /** Moved by every change of what its form shows; see versions.ts. */
  @Column('int', { default: 1 }) version: number;

  /** False hides it from sign-up; its customers stay. */
  @Column('boolean', { default: true }) active: boolean;
}
