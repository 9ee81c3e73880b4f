import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedLog } from './rules/sealed-log.js';

/** One link of a log's chain: what its rows up to here were when they were sealed. Nobody changes or deletes one. */
@Entity('log_seals')
export class LogSeal extends BaseEntity {
  @PrimaryColumn('varchar', { length: 10 }) log: SealedLog;

  /** 1, 2, 3 … without a gap. */
  @PrimaryColumn('int') position: number;

  /** Ids from here … */
  @Column('int') firstId: number;

  /** … to here are sealed: what had them then, and nothing that comes later. */
  @Column('int') lastId: number;

  @Column('int') rowsSealed: number;

  /** Of the newest row: when all of them may go. */
  @Column('datetime', { precision: 3 }) newestAt: Date;

  /** SHA-256 over the rows. */
  @Column('varchar', { length: 64 }) digest: string;

  /** The hash of the seal before; zeros for the first. */
  @Column('varchar', { length: 64 }) previous: string;

  /** SHA-256 over all of the above. */
  @Column('varchar', { length: 64 }) hash: string;

  /** Keyed, over the hash: only who has the field secret makes one. */
  @Column('varchar', { length: 64 }) proof: string;

  @Column('datetime', { precision: 3 }) sealedAt: Date;
}
