import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../kernel/root.js';

/** The console's list itself, and what finds and counts in its language: the only files of a door that hold the database. */
const LISTS = [
  'console/console-options.ts',
  'console/counted.ts',
  'console/door-query.ts',
  'console/door.ts',
  'console/kit/console-resource.ts',
  'console/kit/known-record.ts',
];
const asksTheDatabase = (text: string) => /\bdb\b|\bmanager\b\s*\.|\bgetRepository\b/.test(text);

const sources = globSync('backend/src/{api,console}/**/*.{ts,tsx}', { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/').slice('backend/src/'.length))
  .filter((path) => !/\.test\.tsx?$/.test(path));

describe('a door calls verbs and readers, and asks the database nothing itself', () => {
  it('in each of the sources, the lists of the console excepted', () => {
    const asking = sources.filter((path) => asksTheDatabase(readFileSync(join(ROOT, 'backend/src', path), 'utf8')));
    expect(asking.toSorted()).toEqual(LISTS);
  });

  it.each([
    'const order = await ctx.db.manager.findOne(Order, { where: { number } });',
    'const { manager } = visit.ctx.db;',
    "await manager\n    .createQueryBuilder(Order, 'o');",
    'const { db } = ctx;',
  ])('and one that asks is noticed: %s', (text) => {
    expect(asksTheDatabase(text)).toBe(true);
  });
});
