import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** One signed-in device of a customer. Its id is in the token; ending the row ends the token. */
@Entity('customer_sessions')
export class CustomerSession extends BaseEntity {
  /** 128 random bits as hex. */
  @PrimaryColumn('varchar', { length: 32 }) id: string;

  @Column('int') customerId: number;

  /** Of the browser, by its cookie; null for one that was opened before that was kept. */
  @Column('varchar', { length: 32, nullable: true }) deviceId: string | null;

  @Column('datetime', { precision: 3 }) createdAt: Date;

  /** Slides forward while it is used. */
  @Column('datetime', { precision: 3 }) expiresAt: Date;

  @Column('datetime', { precision: 3, nullable: true }) endedAt: Date | null;

  /** What the browser called itself; empty for one that was opened before that was kept. */
  @Column('varchar', { length: 300, default: '' }) agent: string;

  /** When the password was last given in this session; null for one that was opened before that was kept. */
  @Column('datetime', { precision: 3, nullable: true }) passwordGivenAt: Date | null;
}
