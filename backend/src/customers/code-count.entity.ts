import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** Codes that were sent, or won that they cost, within a day from the first: to one phone, for one account, by the shop. */
@Entity('code_counts')
export class CodeCount extends BaseEntity {
  /** What is counted and for whom, under a keyed hash: neither a number nor an address stands here. */
  @PrimaryColumn('varchar', { length: 80 }) name: string;

  @Column('datetime', { precision: 3 }) since: Date;

  @Column('int') used: number;
}
