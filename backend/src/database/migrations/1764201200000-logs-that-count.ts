import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/**
 * Seals over the logs of staff, and which request caused a message. The version before writes neither: its rows are sealed by
 * whoever runs the jobs, its messages have no request.
 */
export class LogsThatCount1764201200000 implements MigrationInterface {
  name = 'LogsThatCount1764201200000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(
      runner,
      `CREATE TABLE log_seals (
        log {code:10} NOT NULL, position INT NOT NULL, first_id INT NOT NULL, last_id INT NOT NULL, rows_sealed INT NOT NULL,
        newest_at {time} NOT NULL, digest {code:64} NOT NULL, previous {code:64} NOT NULL, hash {code:64} NOT NULL,
        proof {code:64} NOT NULL, sealed_at {time} NOT NULL, PRIMARY KEY (log, position))`,
    );
    await ddl(runner, 'ALTER TABLE outbox_messages ADD COLUMN request_id {code:36} NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE outbox_messages DROP COLUMN request_id');
    await ddl(runner, 'DROP TABLE log_seals');
  }
}
