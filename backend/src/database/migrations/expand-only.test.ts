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
/** @param room widths that columns of text have by now, by `table.column` */
const narrows = (sql: string, room: Readonly<Record<string, number>> = {}) =>
  NARROWING.some((pattern) => pattern.test(withoutWidening(sql, room)));

const TEXT_COLUMN = /(\w+) VARCHAR\((\d+)\) CHARACTER SET \w+(?: COLLATE \w+)? (NOT NULL|NULL)/g;

/** More room in a column of text takes nothing from the version before. */
const withoutWidening = (sql: string, room: Readonly<Record<string, number>>) =>
  sql.replace(new RegExp(`MODIFY ${TEXT_COLUMN.source}`, 'g'), (said, column: string, width: string) =>
    Number(width) >= (room[`${tableOf(sql)}.${column}`] ?? Infinity) ? `WIDEN ${column}` : said,
  );

const tableOf = (sql: string) => /^(?:CREATE|ALTER) TABLE (\w+)/.exec(sql)?.[1] ?? '';

async function roomBefore(index: number): Promise<Record<string, number>> {
  const room: Record<string, number> = {};
  for (const migration of migrations.slice(0, index)) {
    for (const sql of await statementsOf(migration)) {
      for (const [, column = '', width] of sql.matchAll(TEXT_COLUMN)) room[`${tableOf(sql)}.${column}`] = Number(width);
    }
  }
  return room;
}

async function statementsOf(migration: (typeof migrations)[number]): Promise<string[]> {
  const said: string[] = [];
  const runner = { connection: { options: { type: 'mysql' } }, query: async (sql: string) => (said.push(sql), []) };
  await new migration().up(runner as unknown as QueryRunner);
  return said;
}

const EXPANDING = migrations.slice(1).filter(({ name }) => !CONTRACTS.includes(name));
it.each(EXPANDING.map((migration) => [migration.name, migration] as const))(
  '%s leaves the version before able to run',
  async (_name, migration) => {
    const room = await roomBefore(migrations.indexOf(migration));
    expect((await statementsOf(migration)).filter((sql) => narrows(sql, room))).toEqual([]);
  },
);

it.each([
  'ALTER TABLE a DROP COLUMN b',
  'DROP TABLE a',
  'ALTER TABLE a RENAME COLUMN b TO c',
  'ALTER TABLE a MODIFY b INT',
  'ALTER TABLE a ADD COLUMN b INT NOT NULL',
  'ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)',
  'ALTER TABLE a MODIFY b VARCHAR(39) CHARACTER SET utf8mb4 NOT NULL',
])('%s would not', (sql) => expect(narrows(sql, { 'a.b': 40 })).toBe(true));

it.each([
  'ALTER TABLE a ADD COLUMN b INT NOT NULL DEFAULT 0',
  'ALTER TABLE a ADD COLUMN b INT',
  'DROP INDEX a ON b',
  'CREATE TABLE a (b INT NOT NULL)',
  'ALTER TABLE a MODIFY b VARCHAR(41) CHARACTER SET utf8mb4 NOT NULL',
])('%s would', (sql) => expect(narrows(sql, { 'a.b': 40 })).toBe(false));
