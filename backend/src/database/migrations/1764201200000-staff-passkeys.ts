import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/** Passkeys and recovery codes of staff, and from what each signed in. The version before writes none of it. */
export class StaffPasskeys1764201200000 implements MigrationInterface {
  name = 'StaffPasskeys1764201200000';

  async up(runner: QueryRunner): Promise<void> {
    await ddl(
      runner,
      `CREATE TABLE staff_passkeys (
        id {id}, staff_id INT NOT NULL, credential_id {code:1364} NOT NULL, public_key {long} NOT NULL, sign_count INT NOT NULL DEFAULT 0,
        transports {code:100} NOT NULL DEFAULT '', name {text:100} NOT NULL, created_at {time} NOT NULL, last_used_at {time} NULL,
        challenge_made_at {time} NULL, FOREIGN KEY (staff_id) REFERENCES staff (id))`,
    );
    await ddl(runner, 'CREATE UNIQUE INDEX staff_passkeys_credential ON staff_passkeys (credential_id)');
    await ddl(runner, 'CREATE INDEX staff_passkeys_staff ON staff_passkeys (staff_id)');
    await ddl(
      runner,
      `CREATE TABLE staff_recovery_codes (
        id {id}, staff_id INT NOT NULL, code_hash {code:64} NOT NULL, created_at {time} NOT NULL, used_at {time} NULL,
        FOREIGN KEY (staff_id) REFERENCES staff (id))`,
    );
    await ddl(runner, 'CREATE UNIQUE INDEX staff_recovery_codes_code ON staff_recovery_codes (staff_id, code_hash)');
    await ddl(runner, "ALTER TABLE staff_sessions ADD COLUMN agent {text:300} NOT NULL DEFAULT ''");
    await ddl(runner, "ALTER TABLE staff_sessions ADD COLUMN address {code:45} NOT NULL DEFAULT ''");
    await ddl(runner, "ALTER TABLE staff_sessions ADD COLUMN method {code:10} NOT NULL DEFAULT 'password'");
    await ddl(runner, 'CREATE INDEX staff_sessions_staff ON staff_sessions (staff_id, created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await ddl(runner, 'ALTER TABLE staff_sessions DROP COLUMN method');
    await ddl(runner, 'ALTER TABLE staff_sessions DROP COLUMN address');
    await ddl(runner, 'ALTER TABLE staff_sessions DROP COLUMN agent');
    await ddl(runner, 'DROP TABLE staff_recovery_codes');
    await ddl(runner, 'DROP TABLE staff_passkeys');
  }
}
