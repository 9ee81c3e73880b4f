import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

const VERSIONED = ['products', 'promotions', 'universities'];
const MADE_ONCE = ['products', 'promotions', 'stock_changes'];

/**
 * What staff edit as a whole has a version, and what they make has the key of the form that made it. The version before
 * knows neither: what it saves during a deploy moves no version, and what it makes has no key.
 */
export class SavesCarryVersions1764200200000 implements MigrationInterface {
  name = 'SavesCarryVersions1764200200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of VERSIONED) await ddl(runner, `ALTER TABLE ${table} ADD COLUMN version INT NOT NULL DEFAULT 1`);
    for (const table of MADE_ONCE) {
      await ddl(runner, `ALTER TABLE ${table} ADD COLUMN form_key {code:36} NULL`);
      await ddl(runner, `CREATE UNIQUE INDEX ${table}_form_key ON ${table} (form_key)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of MADE_ONCE.toReversed()) {
      await ddl(runner, `DROP INDEX ${table}_form_key${runner.connection.options.type === 'mysql' ? ` ON ${table}` : ''}`);
      await ddl(runner, `ALTER TABLE ${table} DROP COLUMN form_key`);
    }
    for (const table of VERSIONED.toReversed()) await ddl(runner, `ALTER TABLE ${table} DROP COLUMN version`);
  }
}
