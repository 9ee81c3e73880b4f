import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Until when a message is worth sending. The version before does not know the column: what it writes never expires. */
export class MessagesExpire1763900300001 implements MigrationInterface {
  name = 'MessagesExpire1763900300001';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE outbox_messages ADD COLUMN expires_at {time} NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE outbox_messages DROP COLUMN expires_at');
  }
}
