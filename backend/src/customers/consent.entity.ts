import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ConsentKind } from './rules/consents.js';

/** One consent, given to one version of a text. Withdrawing ends the row; giving it again makes a new one. */
@Entity('consents')
export class Consent extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') customerId: number;

  @Column('varchar', { length: 20 }) kind: ConsentKind;

  /** Which text was shown, as `2026-11`. */
  @Column('varchar', { length: 20 }) textVersion: string;

  @Column('datetime', { precision: 3 }) givenAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) withdrawnAt: Date | null;
}
