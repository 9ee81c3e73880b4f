import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Who left and what was withdrawn is looked for every minute, to be written down apart from the database. */
export class ErasuresKept1763900200000 implements MigrationInterface {
  name = 'ErasuresKept1763900200000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'CREATE INDEX customers_left ON customers (left_at)');
    await ddl(runner, 'CREATE INDEX consents_withdrawn ON consents (withdrawn_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = (table: string) => (runner.connection.options.type === 'mysql' ? ` ON ${table}` : '');
    await ddl(runner, `DROP INDEX consents_withdrawn${on('consents')}`);
    await ddl(runner, `DROP INDEX customers_left${on('customers')}`);
  }
}
