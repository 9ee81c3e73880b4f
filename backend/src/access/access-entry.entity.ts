import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { LookKind } from './rules/access.js';

/**
 * Who on the staff saw whose personal data: written before it is read, kept a year (개인정보의 안전성 확보조치 기준 §8).
 * Nobody changes or deletes a row.
 */
@Entity('access_entries')
export class AccessEntry extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('datetime', { precision: 3 }) at: Date;

  @Column('int') staffId: number;

  @Column('varchar', { length: 12 }) action: LookKind;

  @Column('varchar', { length: 40 }) resource: string;

  /** Ids of the records that were shown; for an export, its id and filters. */
  @Column('text') subjects: string;

  @Column('varchar', { length: 800, default: '' }) reason: string;

  /** Where from. */
  @Column('varchar', { length: 45 }) address: string;
}
