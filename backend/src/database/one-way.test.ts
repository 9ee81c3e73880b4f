import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entities } from '../boot/entities.js';
import { ROOT } from '../kernel/root.js';

const SOURCES = 'backend/src';
const sources = globSync(`${SOURCES}/**/*.{ts,tsx}`, { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/').slice(SOURCES.length + 1))
  .filter((path) => !/\.test\.tsx?$|\.fixture\.ts$|^(testing|simulator|database\/migrations)\/|\.entity\.ts$/.test(path));
const textOf = (path: string) => readFileSync(join(ROOT, SOURCES, path), 'utf8');

/** Who may go past `database/read.ts` and `write.ts`, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'console/kit/console-resource.ts': 'AdminJS asks for any entity by conditions that it was handed',
  'console/kit/known-record.ts': 'the same',
  'console/counted.ts': 'the same, counted',
  'lists/count-rows.ts': 'the same',
  'orders/read-export.ts': 'exports what a list of the console shows, by the same condition',
  'database/read.ts': 'is the way',
  'database/write.ts': 'is the way',
  'database/database.ts': 'settings of a connection',
  'boot/open-shop.ts': 'rights of the app’s user',
  'database/database-users.ts': 'users and rights',
  'database/insert-only.ts': 'the same',
  'database/sqlite-isolation.ts': 'is a runner',
  'database/clock.ts': "the database's time",
  'database/migrate.ts': 'a lock of MySQL’s',
  'database/readiness.ts': 'whether it answers',
  'backup/after-restore.ts': 'counters of ids, of every table there is',
  'backup/mysql-snapshot.ts': 'dumps tables whatever their columns',
};

const ENTITY = `(?:${entities.map(({ name }) => name).join('|')})`;
const READS = 'find\\w*|count\\w*|exists?\\w*|sum|maximum|minimum|average|query|createQueryBuilder|getRepository';
const WRITES = 'insert|update|delete|save|upsert|increment|decrement|remove|softDelete|restore|clear|create';
const OLD_WAYS = [
  new RegExp(`\\.(?:${READS}|${WRITES})\\(\\s*${ENTITY}\\b`), // tx.find(Order, …)
  new RegExp(`\\b${ENTITY}\\.(?:${READS}|${WRITES})\\(`), // Order.find(…)
  /\.(?:query|createQueryBuilder|getRepository)(?:<[^(]*>)?\(/, // SQL in strings
  /\bmanager\.\w+\(/,
];
const COLUMN = String.raw`\$\{\w+\.\w+\}`;
/** The compiler reads values, not text: a state that does not exist would never be noticed. */
const UNREAD_VALUE = new RegExp(String.raw`${COLUMN}\s*(?:=|<>|(?:NOT )?IN)\s*\(?\s*(?:'|1\b|0\b)`);

const isOldWay = (text: string) => OLD_WAYS.some((way) => way.test(text));

describe('statements are made in one way', () => {
  it('in each of the sources', () => {
    expect(sources.filter((path) => !(path in OTHERWISE) && isOldWay(textOf(path)))).toEqual([]);
  });

  it('but where there is a reason, which still stands', () => {
    expect(Object.keys(OTHERWISE).filter((path) => !isOldWay(textOf(path)))).toEqual([]);
  });

  it.each([
    'await tx.find(Order, { where: { id } });',
    'await ctx.db.manager.findOneBy(\n    Order, { id });',
    'await Order.findOneByOrFail({ id });',
    "await ctx.db.query<{ id: number }[]>('SELECT id FROM orders');",
    "await tx.createQueryBuilder(Order, 'o').getMany();",
    'await ctx.db.getRepository(Order).findOneBy({ id });',
    'await tx.update(Order, { id }, { releasedAt });',
  ])('and another is noticed: %s', (text) => {
    expect(isOldWay(text)).toBe(true);
  });

  it('with values that the compiler holds against their columns', () => {
    expect(sources.filter((path) => UNREAD_VALUE.test(textOf(path)))).toEqual([]);
    const unread = ["${orders.state} = 'paid'", "${orders.state} IN ('paid')", '${offers.active} = 1', "${orders.pay} <> 'none'"];
    expect(unread.filter((text) => UNREAD_VALUE.test(text))).toEqual(unread);
  });
});
