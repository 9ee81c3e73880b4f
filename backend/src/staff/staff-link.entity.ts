import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { LinkPurpose } from './rules/link-purpose.js';

/** A one-time link that the owner hands over: to join, or to set a new password. */
@Entity('staff_links')
export class StaffLink extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') staffId: number;

  @Column('varchar', { length: 10 }) purpose: LinkPurpose;

  /** SHA-256 of the token in the link. */
  @Column('varchar', { length: 64, select: false }) tokenHash: string;

  @Column('int', { nullable: true }) createdById: number | null;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  @Column('datetime', { precision: 3 }) expiresAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) usedAt: Date | null;
}
