import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CampaignPurpose } from './rules/campaign-text.js';

/** One text that staff sent to customers they selected. */
@Entity('campaigns')
export class Campaign extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') staffId: number;

  /** Advertising needs consent, a prefix, a sender and an opt-out (정보통신망법 §50); a notice does not. */
  @Column('varchar', { length: 12 }) purpose: CampaignPurpose;

  /** As delivered, mandatory parts included. */
  @Column('text') text: string;

  @Column('int') recipients: number;

  /** Selected customers who got nothing: no consent, or they have left. */
  @Column('int') dropped: number;

  /** Made by the form it was sent from; unique per member of staff, so that a second press sends nothing. */
  @Column('varchar', { length: 80, nullable: true, select: false }) requestId: string | null;

  @Column('datetime', { precision: 3 }) createdAt: Date;
}
