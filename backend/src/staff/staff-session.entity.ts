import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';
import type { StaffSignInMethod } from './rules/sign-in-method.js';

/** One signed-in device of a member of staff. Its id is in the token; ending the row ends the token. */
@Entity('staff_sessions')
export class StaffSession extends BaseEntity {
  /** 128 random bits as hex. */
  @PrimaryColumn('varchar', { length: 32 }) id: string;

  @Column('int') staffId: number;

  /** Of the browser, by its cookie; null for one that was opened before that was kept. */
  @Column('varchar', { length: 32, nullable: true }) deviceId: string | null;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** Slides forward while it is used. */
  @Column('datetime', { precision: 3 }) expiresAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) endedAt: Date | null;

  /** What the browser called itself; empty for one that was opened before that was kept. */
  @Column('varchar', { length: 300, default: '' }) agent: string;

  /** The network address it was opened from. */
  @Column('varchar', { length: 45, default: '' }) address: string;

  /** By what it was opened. */
  @Column('varchar', { length: 10, default: 'password' }) method: StaffSignInMethod;
}
