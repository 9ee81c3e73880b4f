import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/**
 * Which orders the shop itself ended, so that they count towards no pause; which messages wait because the other side did
 * not answer, so that the first answer ends their wait. The version before knows neither column and leaves both at 0.
 */
export class WaitsThatEndEarly1764200310000 implements MigrationInterface {
  name = 'WaitsThatEndEarly1764200310000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE orders ADD COLUMN ended_by_shop BOOLEAN NOT NULL DEFAULT 0');
    await ddl(runner, 'ALTER TABLE outbox_messages ADD COLUMN unanswered BOOLEAN NOT NULL DEFAULT 0');
    await ddl(runner, 'ALTER TABLE outbox_messages ADD COLUMN tried_at {time} NULL');
    await ddl(runner, 'CREATE INDEX outbox_unanswered ON outbox_messages (state, unanswered, tried_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, `DROP INDEX outbox_unanswered${runner.connection.options.type === 'mysql' ? ' ON outbox_messages' : ''}`);
    await ddl(runner, 'ALTER TABLE outbox_messages DROP COLUMN tried_at');
    await ddl(runner, 'ALTER TABLE outbox_messages DROP COLUMN unanswered');
    await ddl(runner, 'ALTER TABLE orders DROP COLUMN ended_by_shop');
  }
}
