import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The files of one picture, from the address they are uploaded to until they are deleted. */
@Entity('picture_files')
export class PictureFile extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;

  /** What the upload is called in the private container; chosen where its address is signed. */
  @Column('varchar', { length: 32 }) uploadName: string;

  /** 128 random bits as hex: what it is called once it is published. */
  @Column('varchar', { length: 32 }) pictureName: string;

  /** Who may finish and use it; null for pictures that came with the seed. */
  @Column('int', { nullable: true }) staffId: number | null;

  @Column('datetime', { precision: 3 }) issuedAt: Date;

  /** Set when published, never changed: pixels of the 800 wide rendering. */
  @Column('int', { nullable: true }) width: number | null;

  @Column('int', { nullable: true }) height: number | null;

  /** Set when a product took it, never cleared. */
  @Column('datetime', { precision: 3, nullable: true }) attachedAt: Date | null;

  /** Set when no product shows it any more. The files stay a week, and for as long as an order shows them. */
  @Column('datetime', { precision: 3, nullable: true }) removedAt: Date | null;
}
