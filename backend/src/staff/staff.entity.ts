import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { StaffRole } from '../kernel/rules/staff-role.js';

/** One member of staff, one account each. */
@Entity('staff')
export class Staff extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('varchar', { length: 254 }) email: string;

  @Column('varchar', { length: 400 }) name: string;

  @Column('varchar', { length: 12 }) role: StaffRole;

  /** Null until the invitation is taken. */
  @Column('varchar', { length: 200, nullable: true, select: false }) passwordHash: string | null;

  /** The second factor's secret, encrypted. */
  @Column('varchar', { length: 200, nullable: true, select: false }) totpSecret: string | null;

  @Column('datetime', { precision: 3, nullable: true }) totpEnrolledAt: Date | null;

  /** The 30-second step of the last code that was taken: none counts twice. */
  @Column('int', { nullable: true, select: false }) totpLastStep: number | null;

  /** Wrong passwords in a row; ten lock the account for a while. */
  @Column('int', { default: 0 }) failedTries: number;

  @Column('datetime', { precision: 3, nullable: true }) lockedUntil: Date | null;

  @Column('boolean', { default: true }) active: boolean;

  @Column('datetime', { precision: 3 }) createdAt: Date;
}
