import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** News for everybody who takes part in a promotion, told in batches. The version before writes none. */
export class PromotionNotices1763900000000 implements MigrationInterface {
  name = 'PromotionNotices1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(
      runner,
      `CREATE TABLE promotion_notices (
        id {id}, promotion_id INT NOT NULL, kind {code:20} NOT NULL, text {text:1000} NOT NULL, created_at {time} NOT NULL,
        after_order_id INT NOT NULL DEFAULT 0, told INT NOT NULL DEFAULT 0, done_at {time} NULL,
        FOREIGN KEY (promotion_id) REFERENCES promotions (id))`,
    );
    await ddl(runner, 'CREATE INDEX promotion_notices_due ON promotion_notices (done_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'DROP TABLE promotion_notices');
  }
}
