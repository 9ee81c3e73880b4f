import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What staff changed. Written in the transaction of the change; nobody changes or deletes a row. */
@Entity('audit_entries')
export class AuditEntry extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  @Column('datetime', { precision: 3 }) at: Date;

  @Column('int', { nullable: true }) staffId: number | null;

  /** The verb, as `publishPromotion`. */
  @Column('varchar', { length: 60 }) action: string;

  @Column('varchar', { length: 40 }) resource: string;

  @Column('varchar', { length: 40 }) recordId: string;

  @Column('varchar', { length: 800, default: '' }) reason: string;

  /** Old and new values of what changed, without secrets and personal data. */
  @Column('simple-json') changes: object;
}
