import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CodePurpose } from './rules/one-time-code.js';

/** A six-digit code sent by SMS: five tries, ten minutes. */
@Entity('one_time_codes')
export class OneTimeCode extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('varchar', { length: 10 }) purpose: CodePurpose;

  @Column('int', { nullable: true }) customerId: number | null;

  @Column('varchar', { length: 11 }) phone: string;

  /** SHA-256 of what the browser keeps between asking and answering; null where the session says who it is. */
  @Column('varchar', { length: 64, nullable: true, select: false }) handle: string | null;

  /** Keyed hash: the code itself is kept nowhere. */
  @Column('varchar', { length: 64, select: false }) codeHash: string;

  @Column('int', { default: 0 }) tries: number;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  @Column('datetime', { precision: 3 }) expiresAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) usedAt: Date | null;
}
