import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const CONSENT_KINDS = ['terms', 'privacy', 'age14', 'marketing_sms', 'night_sms'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

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
