import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Refusals of a refund, counted apart from its tries. The version before does not know the column and leaves it at 0. */
export class RefusalsCounted1763900300000 implements MigrationInterface {
  name = 'RefusalsCounted1763900300000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE refunds ADD COLUMN refusals INT NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE refunds DROP COLUMN refusals');
  }
}
