import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutate } from './mutants/mutate.js';
import { sqlChanges } from './mutants/sql.js';
import { tryMutants } from './mutants/try-mutants.js';

const FILE = 'backend/prove/mutants/takes.fixture.ts';
const TESTS = 'backend/prove/mutants/takes.tests.fixture.ts';

/** The faults that a piece of source can have, without the words that say where. */
const faults = (source: string) => mutate('f.ts', source).mutants.map(({ name }) => name.replace(/^f\.ts \w+: /, ''));

describe('npm run prove -- mutants', () => {
  it('tries every fault on the tests that reach it, and says which nobody noticed', async () => {
    const { mutants } = mutate(FILE, readFileSync(FILE, 'utf8'));
    const outcomes = await tryMutants({
      files: { [FILE]: 0 },
      testFiles: [TESTS],
      mutants: [...mutants.keys()],
      distance: () => 1,
      above: 0,
      upTo: 1,
      mostFiles: 1,
      until: Infinity,
      say: () => undefined,
    });
    const told = mutants.map(({ name }, mutant) => [name.replace(`${FILE} `, ''), outcomes.get(mutant)!] as const);
    // Exactly at the limit nobody asks; one past the end adds nothing, and nothing else is missing.
    const lived = told.filter(([, { killed }]) => !killed).map(([name, { by }]) => `${name} (${by})`);
    expect(lived).toEqual([
      'mayTake: held + quantity <= limit → < (1 files)',
      'taken: index < quantities.length → <= (1 files)',
      'taken: quantities[index] ?? 0 → quantities[index] (1 files)',
      'taken: 0 → 1 (3) (no test reaches it)',
      'isFree: amount === 0 → !== (no test reaches it)',
      'isFree: 0 → 1 (no test reaches it)',
    ]);
    expect(Object.fromEntries(told)).toMatchObject({
      'mayTake: held + quantity <= limit → >': { killed: true, by: `${TESTS}: what may be taken > is less than the limit, and not more` },
      // Counts down and never comes to its end.
      'taken: index++ → index--': { killed: true, by: `${TESTS}: what may be taken > adds up` },
    });
  }, 60_000);

  it('leaves a file as it is until a fault is awake', async () => {
    const source = `export const f = (a, b) => { if (a && a.n >= b) return [a.n - 1, 'x']; return []; };`;
    const { mutants, code } = mutate('f.ts', source);
    const run = async (awake: number): Promise<unknown> => {
      Object.assign(globalThis, { __mutants: { awake: (number: number) => number === awake } });
      const { f } = (await import(`data:text/javascript,${encodeURIComponent(code(10))}//${awake}`)) as {
        f: (a: object, b: number) => unknown;
      };
      return f({ n: 4 }, 3);
    };
    expect(await run(-1)).toEqual([3, 'x']);
    const changed = mutants.findIndex(({ name }) => name.endsWith('a.n - 1 → +'));
    expect(await run(10 + changed)).toEqual([5, 'x']);
  });

  it('knows the faults of code', () => {
    expect(faults('if (n >= 3) stop();')).toEqual(['n >= 3 → >', 'n >= 3 → true', 'n >= 3 → false', '3 → 4', 'stop(); → nothing']);
    expect(faults('const sum = a - b * (c ?? 2);')).toEqual(['a - b * (c ?? 2) → +', 'b * (c ?? 2) → /', 'c ?? 2 → c', '2 → 3']);
    expect(faults('const f = (): boolean => a(b);')).toEqual(['return a(b) → false']);
    expect(faults('const lines = all.filter(isOpen).some(isDue);')).toEqual([
      'all.filter(isOpen).some(isDue) → every',
      'all.filter(isOpen) → as it was',
    ]);
    expect(faults(`throw new Error('never' + n);`)).toEqual([`throw new Error('never' + n); → nothing`]);
    expect(faults(`const words = '안녕하세요';`)).toEqual([]);
  });

  it('knows the faults of a statement whose names and values are put in', () => {
    expect(faults('const due = sql`WHERE ${refunds.id} IN ${all.map((a) => a.id + 1)} AND NOT ${late} ${FOR_UPDATE}`;')).toEqual([
      'ap((a) => a.id + 1)} AND NOT ${late} ${FOR_UPDATE} → NOT → nothing',
      'WHERE ${refunds.id} IN ${all.map((a) => a.id + → IN → NOT IN',
      '${refunds.id} IN ${all.map((a) => a.id + 1)} → always',
      'NOT ${late} → always',
      'a.id + 1 → -',
      '1 → 2',
    ]);
    expect(faults('const onHand = sql`${stock.onHand} + ${delta}`;')).toEqual(['${stock.onHand} + ${delta} → + → -']);
    expect(faults('const free = sql`${of(id)} AND ${onHand} BETWEEN ${stock.reserved} AND ${most}${enough}`;')).toEqual([
      '${of(id)} → always',
      '${onHand} BETWEEN ${stock.reserved} AND ${most}${enough} → always',
    ]);
  });

  it('knows the faults of a query, written as SQL or built', () => {
    const sql = 'UPDATE stock SET held = held + ? WHERE id = ? AND (cap IS NULL OR held <= ?)';
    expect(sqlChanges(sql).map(({ sql }) => sql)).toEqual([
      'UPDATE stock SET held = held + ? WHERE id = ? AND (cap IS NULL OR held < ?)',
      'UPDATE stock SET held = held - ? WHERE id = ? AND (cap IS NULL OR held <= ?)',
      'UPDATE stock SET held = held + ? WHERE id = ? AND (cap IS NOT NULL OR held <= ?)',
      'UPDATE stock SET held = held + ? WHERE (id = ? OR 1 = 1) AND (cap IS NULL OR held <= ?)',
      'UPDATE stock SET held = held + ? WHERE id = ? AND ((cap IS NULL OR held <= ?) OR 1 = 1)',
      'UPDATE stock SET held = held + ? WHERE id = ? AND ((cap IS NULL OR 1 = 1) OR held <= ?)',
      'UPDATE stock SET held = held + ? WHERE id = ? AND (cap IS NULL OR (held <= ? OR 1 = 1))',
    ]);
    expect(faults('tx.findBy(Order, { state, id: In(ids) });')).toContain('id: In(ids) in a query → nothing');
    expect(faults(`orders.where('o.at <= :at').andWhere('o.paidAt IS NULL').getMany();`)).toEqual(
      expect.arrayContaining([
        `.andWhere('o.paidAt IS NULL') → nothing`,
        'o.paidAt IS NULL → IS NULL → IS NOT NULL',
        'o.at <= :at → <= → <',
      ]),
    );
  });
});
