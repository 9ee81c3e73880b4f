import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A passkey of a member of staff (WebAuthn): what it proves itself with never leaves the device. */
@Entity('staff_passkeys')
export class StaffPasskey extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('int') staffId: number;

  /** Base64url, as the device names it; at most 1,023 bytes (WebAuthn §4). */
  @Column('varchar', { length: 1364 }) credentialId: string;

  /** COSE, base64url. */
  @Column('text', { select: false }) publicKey: string;

  /** How often it signed, where it counts: one that does not grow was copied. Most of today's stay at 0. */
  @Column('int', { default: 0, select: false }) signCount: number;

  /** How a browser may reach it, as "internal,hybrid". */
  @Column('varchar', { length: 100, default: '' }) transports: string;

  /** What its owner calls it. */
  @Column('varchar', { length: 100 }) name: string;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) lastUsedAt: Date | null;

  /** When the challenge of its last sign-in was made: an older one, and the same again, open nothing. */
  @Column('datetime', { precision: 3, nullable: true, select: false }) challengeMadeAt: Date | null;
}
