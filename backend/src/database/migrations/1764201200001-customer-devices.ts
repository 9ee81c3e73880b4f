import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** What the browser of a customer's session called itself. The version before leaves it empty. */
export class CustomerDevices1764201200001 implements MigrationInterface {
  name = 'CustomerDevices1764201200001';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, "ALTER TABLE customer_sessions ADD COLUMN agent {text:300} NOT NULL DEFAULT ''");
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE customer_sessions DROP COLUMN agent');
  }
}
