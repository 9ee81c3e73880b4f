import type { QueryRunner } from 'typeorm';
import { expect, it } from 'vitest';
import { migrations } from './index.js';

/**
 * During a deploy the version before still runs on the new schema. Names of migrations that take something away, once no
 * running version reads or writes it any more (docs/OPERATIONS.md, "Migrations").
 */
const CONTRACTS: readonly string[] = [];

const NARROWING = [
  /\bDROP\s+(?!INDEX\b)/i,
  /\bRENAME\b/i,
  /\bMODIFY\b/i,
  /\bCHANGE\b/i,
  /\bTRUNCATE\b/i,
  /\bDELETE\s+FROM\b/i,
  // The version before inserts rows without the new column.
  /\bADD\s+(COLUMN\s+)?(?!CONSTRAINT\b|INDEX\b|UNIQUE\b|CHECK\b|FOREIGN\b)\w+\s(?!.*\b(DEFAULT|AS)\b).*\bNOT NULL\b/is,
  /\bADD\s+(CONSTRAINT\b.*\b)?(CHECK|UNIQUE)\b/is,
];
const narrows = (sql: string) => NARROWING.some((pattern) => pattern.test(sql));

async function statementsOf(migration: (typeof migrations)[number]): Promise<string[]> {
  const said: string[] = [];
  const runner = { connection: { options: { type: 'mysql' } }, query: async (sql: string) => void said.push(sql) };
  await new migration().up(runner as unknown as QueryRunner);
  return said;
}

it.each(migrations.slice(1).map((migration) => [migration.name, migration] as const))(
  '%s leaves the version before able to run',
  async (name, migration) => {
    if (CONTRACTS.includes(name)) return;
    expect((await statementsOf(migration)).filter(narrows)).toEqual([]);
  },
);

it.each([
  'ALTER TABLE a DROP COLUMN b',
  'DROP TABLE a',
  'ALTER TABLE a RENAME COLUMN b TO c',
  'ALTER TABLE a MODIFY b INT',
  'ALTER TABLE a ADD COLUMN b INT NOT NULL',
  'ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)',
])('%s would not', (sql) => expect(narrows(sql)).toBe(true));

it.each([
  'ALTER TABLE a ADD COLUMN b INT NOT NULL DEFAULT 0',
  'ALTER TABLE a ADD COLUMN b INT',
  'DROP INDEX a ON b',
  'CREATE TABLE a (b INT NOT NULL)',
])('%s would', (sql) => expect(narrows(sql)).toBe(false));
