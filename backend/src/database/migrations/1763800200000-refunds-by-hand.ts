import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Refunds that people make, and jobs that run once a day however many processes there are. */
export class RefundsByHand1763800200000 implements MigrationInterface {
  name = 'RefundsByHand1763800200000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(
      runner,
      `CREATE TABLE refund_accounts (
        refund_id INT NOT NULL PRIMARY KEY, account {code:500} NOT NULL, named_at {time} NOT NULL,
        FOREIGN KEY (refund_id) REFERENCES refunds (id))`,
    );
    await ddl(
      runner,
      `CREATE TABLE refund_approvals (
        refund_id INT NOT NULL, staff_id INT NOT NULL, at {time} NOT NULL, PRIMARY KEY (refund_id, staff_id),
        FOREIGN KEY (refund_id) REFERENCES refunds (id), FOREIGN KEY (staff_id) REFERENCES staff (id))`,
    );
    await ddl(
      runner,
      `CREATE TABLE daily_runs (job {code:40} NOT NULL, day {code:10} NOT NULL, started_at {time} NOT NULL, PRIMARY KEY (job, day))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['daily_runs', 'refund_approvals', 'refund_accounts']) await ddl(runner, `DROP TABLE ${table}`);
  }
}
