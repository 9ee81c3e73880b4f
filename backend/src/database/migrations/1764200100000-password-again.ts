import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/**
 * When a session's password was last given, and which phone an account had before. The version before knows neither: a
 * session that it opens is asked for the password again.
 */
export class PasswordAgain1764200100000 implements MigrationInterface {
  name = 'PasswordAgain1764200100000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE customer_sessions ADD COLUMN password_given_at {time} NULL');
    await ddl(runner, 'ALTER TABLE customers ADD COLUMN phone_changed_at {time} NULL');
    await ddl(runner, 'ALTER TABLE customers ADD COLUMN previous_phone {code:11} NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE customers DROP COLUMN previous_phone');
    await ddl(runner, 'ALTER TABLE customers DROP COLUMN phone_changed_at');
    await ddl(runner, 'ALTER TABLE customer_sessions DROP COLUMN password_given_at');
  }
}
