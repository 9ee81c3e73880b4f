import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { University } from '../catalog/university.entity.js';
import { assertNoTransaction, isDuplicate, openDatabase, transact } from './database.js';
import { entities } from '../boot/entities.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

const university = () => ({ slug: `u-${randomUUID()}`, name: '시험대학교', nameEn: 'Test', mailDomains: ['test.ac.kr'], region: '서울' });
const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('the schema', () => {
  it('has every column of every entity', async () => {
    for (const entity of entities) {
      await expect(test.db.getRepository(entity as typeof University).find({ take: 1 }), entity.name).resolves.toBeInstanceOf(Array);
    }
  });

  it('keeps milliseconds and UTC', async () => {
    const at = new Date('2026-11-22T06:42:00.123Z');
    const insert =
      'INSERT INTO promotions (slug, kind, title, summary, state, opens_at, closes_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
    await transact(test.db, (tx) => tx.query(insert, ['ms', 'sale', 't', 's', 'draft', at, new Date(at.getTime() + 1), at]));
    const found = await test.db.query<{ n: number | string }[]>(
      'SELECT COUNT(*) AS n FROM promotions WHERE opens_at = ? AND closes_at > ?',
      [at, at],
    );
    expect(Number(found[0]?.n)).toBe(1);
  });

  it('tells keys apart that differ in case or accent', async () => {
    await University.insert({ ...university(), slug: 'k1' });
    await University.insert({ ...university(), slug: 'K1' });
    expect(await University.countBy({ slug: 'k1' })).toBe(1);
    await expect(University.insert({ ...university(), slug: 'k1' })).rejects.toSatisfy(isDuplicate);
  });

  it('refuses stock that is promised twice', async () => {
    const broken = transact(test.db, (tx) =>
      tx.query('INSERT INTO variant_stock (variant_id, on_hand, reserved) VALUES (?, ?, ?)', [9, 1, 2]),
    );
    await expect(broken).rejects.toThrow(/stock_covers_reserved/);
  });
});

it.runIf(process.env['TEST_ENGINE'] === 'mysql')('an address that wants TLS is never spoken to in the clear', async () => {
  // The server here has a certificate of its own making, or none: either is refused.
  const url = `${process.env['TEST_MYSQL_URL']}/mysql?ssl=${encodeURIComponent('{"rejectUnauthorized":true}')}`;
  await expect(openDatabase(url, { migrate: false })).rejects.toThrow(/certificate|secure connection/i);
});

describe('concurrent transactions', () => {
  it('do not lose what was committed when another rolls back', async () => {
    const kept = university();
    const lost = university();
    const beside = university();
    await Promise.all([
      transact(test.db, async (tx) => {
        await tx.insert(University, kept);
        await tick();
        await tick();
      }),
      transact(test.db, async (tx) => {
        await tx.insert(University, lost);
        await tick();
        throw new Error('roll back');
      }).catch(() => undefined),
      University.insert(beside),
    ]);
    expect(await University.countBy({ slug: kept.slug })).toBe(1);
    expect(await University.countBy({ slug: beside.slug })).toBe(1);
    expect(await University.countBy({ slug: lost.slug })).toBe(0);
  });

  it('all succeed, twenty at once', async () => {
    const before = await University.count();
    await Promise.all(Array.from({ length: 20 }, () => transact(test.db, async (tx) => tx.insert(University, university()).then(tick))));
    expect(await University.count()).toBe(before + 20);
  });
});

describe('an open transaction', () => {
  it('lets no call out', async () => {
    await expect(transact(test.db, async () => assertNoTransaction('Bootpay'))).rejects.toThrow(
      /Bootpay was called while a transaction is open/,
    );
    expect(() => assertNoTransaction('Bootpay')).not.toThrow();
  });

  it('lets no query past it', async () => {
    await expect(transact(test.db, () => University.count())).rejects.toThrow(/outside the open transaction/);
  });

  // SQLite has one transaction at a time: there is nothing to deadlock with.
  it.runIf(process.env['TEST_ENGINE'] === 'mysql')('runs again when MySQL chose it as the victim of a deadlock', async () => {
    const [a, b] = [university(), university()];
    await University.insert(a);
    await University.insert(b);
    const touch = (first: string, second: string) =>
      transact(test.db, async (tx) => {
        await tx.query('UPDATE universities SET name = ? WHERE slug = ?', [randomUUID(), first]);
        await new Promise((resolve) => setTimeout(resolve, 30));
        await tx.query('UPDATE universities SET name = ? WHERE slug = ?', [randomUUID(), second]);
      });
    await expect(Promise.all([touch(a.slug, b.slug), touch(b.slug, a.slug)])).resolves.toBeDefined();
  });
});
