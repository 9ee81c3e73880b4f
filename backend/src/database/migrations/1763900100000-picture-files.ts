import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** A row for every file that staff upload, before it exists and until it is gone: no file is ever without one. */
export class PictureFiles1763900100000 implements MigrationInterface {
  name = 'PictureFiles1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(
      runner,
      `CREATE TABLE picture_files (
        id {id}, upload_name {code:32} NOT NULL UNIQUE, picture_name {code:32} NOT NULL UNIQUE, staff_id INT NULL, issued_at {time} NOT NULL,
        width INT NULL, height INT NULL, attached_at {time} NULL, removed_at {time} NULL)`,
    );
    await ddl(runner, `CREATE INDEX picture_files_removed ON picture_files (removed_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, `DROP TABLE picture_files`);
  }
}
