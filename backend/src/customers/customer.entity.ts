import { BaseEntity, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { University } from '../catalog/university.entity.js';

@Entity('customers')
export class Customer extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** Lower case. Replaced by `left-ID` when the customer leaves. */
  @Column('varchar', { length: 254 }) email: string;

  /** Argon2id; never selected unless asked for by name. */
  @Column('varchar', { length: 200, select: false }) passwordHash: string;

  @Column('varchar', { length: 400 }) name: string;

  /** Digits, leading zero included. */
  @Column('varchar', { length: 11 }) phone: string;

  /** When an SMS code proved that the phone is theirs. */
  @Column('datetime', { precision: 3, nullable: true }) phoneVerifiedAt: Date | null;

  /** When the phone last became another; null since the sign-up. */
  @Column('datetime', { precision: 3, nullable: true }) phoneChangedAt: Date | null;

  /** The phone before, written to for a day and then forgotten. */
  @Column('varchar', { length: 11, nullable: true }) previousPhone: string | null;

  /** Self-declared; only an audited staff action changes it. */
  @Column('int') universityId: number;

  @ManyToOne(() => University)
  @JoinColumn({ name: 'university_id' })
  university: Relation<University>;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** When the account was left and its personal data erased. */
  @Column('datetime', { precision: 3, nullable: true }) leftAt: Date | null;
}
