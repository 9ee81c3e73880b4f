import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A code on paper, for the day when the phone is lost: counts once in the place of the second factor. */
@Entity('staff_recovery_codes')
export class StaffRecoveryCode extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') staffId: number;

  /** Of 100 random bits: no key is needed to keep it from being guessed. */
  @Column('varchar', { length: 64, select: false }) codeHash: string;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) usedAt: Date | null;
}
