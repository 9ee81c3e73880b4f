import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Whose receipt a payment is. The version before knows one provider, and leaves the column at it. */
export class PaymentProvider1764200800000 implements MigrationInterface {
  name = 'PaymentProvider1764200800000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(runner, "ALTER TABLE payments ADD COLUMN provider {code:20} NOT NULL DEFAULT 'bootpay'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE payments DROP COLUMN provider');
  }
}
