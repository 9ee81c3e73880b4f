import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/**
 * Tracking numbers are kept bare from now on (orders/rules/tracking-number.ts), so that two spellings of one find each
 * other; until then hyphens were all that could stand between the digits. The version before reads bare ones as well.
 */
export class BareTrackingNumbers1764200300000 implements MigrationInterface {
  name = 'BareTrackingNumbers1764200300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE shipments SET tracking_number = REPLACE(tracking_number, '-', '')
        WHERE tracking_number LIKE '%-%' AND REPLACE(tracking_number, '-', '') <> ''`,
    );
    await ddl(runner, 'CREATE INDEX shipments_tracking_number ON shipments (tracking_number)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, `DROP INDEX shipments_tracking_number${runner.connection.options.type === 'mysql' ? ' ON shipments' : ''}`);
  }
}
