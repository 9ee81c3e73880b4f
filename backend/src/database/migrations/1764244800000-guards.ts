import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ddl } from './ddl.js';

/**
 * What strangers can use up is counted where all processes count: tries (rate-limiter-flexible's own table, as it wants it),
 * codes sent, and which device and network an unpaid order holds stock from. The version before counts nothing here.
 */
export class Guards1764244800000 implements MigrationInterface {
  name = 'Guards1764244800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await ddl(runner, statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    // SQLite's indexes have names of their own.
    const sqlite = runner.connection.options.type !== 'mysql';
    for (const statement of DOWN) await ddl(runner, sqlite ? statement.replace(/^(DROP INDEX \w+) ON \w+$/, '$1') : statement);
  }
}

const UP = [
  'CREATE TABLE tries (`key` {code:255} NOT NULL PRIMARY KEY, points INT NOT NULL DEFAULT 0, expire BIGINT NULL)',
  'CREATE INDEX tries_expired ON tries (expire)',
  'CREATE TABLE code_counts (name {code:80} NOT NULL PRIMARY KEY, since {time} NOT NULL, used INT NOT NULL)',
  'ALTER TABLE customer_sessions ADD COLUMN device_id {code:32} NULL',
  'CREATE INDEX customer_sessions_device ON customer_sessions (device_id)',
  'ALTER TABLE staff_sessions ADD COLUMN device_id {code:32} NULL',
  'CREATE INDEX staff_sessions_device ON staff_sessions (device_id)',
  'ALTER TABLE orders ADD COLUMN hold_device {code:40} NULL',
  'ALTER TABLE orders ADD COLUMN hold_network {code:40} NULL',
  'CREATE UNIQUE INDEX orders_hold_device ON orders (hold_device)',
  'CREATE UNIQUE INDEX orders_hold_network ON orders (hold_network)',
];

const DOWN = [
  'DROP INDEX orders_hold_network ON orders',
  'DROP INDEX orders_hold_device ON orders',
  'ALTER TABLE orders DROP COLUMN hold_network',
  'ALTER TABLE orders DROP COLUMN hold_device',
  'DROP INDEX staff_sessions_device ON staff_sessions',
  'ALTER TABLE staff_sessions DROP COLUMN device_id',
  'DROP INDEX customer_sessions_device ON customer_sessions',
  'ALTER TABLE customer_sessions DROP COLUMN device_id',
  'DROP TABLE code_counts',
  'DROP TABLE tries',
];
