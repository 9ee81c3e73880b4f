import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';

/** A job of one day that some process has taken on: the others leave it. */
@Entity('daily_runs')
export class DailyRun extends BaseEntity {
  @PrimaryColumn('varchar', { length: 40 }) job: string;

  /** In Korea, as `2026-11-22`. */
  @PrimaryColumn('varchar', { length: 10 }) day: string;

  @Column('datetime', { precision: 3 }) startedAt: Date;
}
