import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** A second factor's code counts once, and a campaign's form sends once. */
export class OnceOnly1763800100000 implements MigrationInterface {
  name = 'OnceOnly1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE staff ADD COLUMN totp_last_step INT NULL');
    await ddl(runner, 'ALTER TABLE campaigns ADD COLUMN request_id {code:80} NULL');
    await ddl(runner, 'CREATE UNIQUE INDEX campaigns_request ON campaigns (staff_id, request_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = (table: string) => (runner.connection.options.type === 'mysql' ? ` ON ${table}` : '');
    await ddl(runner, `DROP INDEX campaigns_request${on('campaigns')}`);
    await ddl(runner, 'ALTER TABLE campaigns DROP COLUMN request_id');
    await ddl(runner, 'ALTER TABLE staff DROP COLUMN totp_last_step');
  }
}
