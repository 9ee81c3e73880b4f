import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { openTries } from './open-tries.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const what = { name: 'of-a-test', seconds: 60 };
const open = (redisUrl: string | null = null) => openTries(test.db, { secret: 'a secret of tests', redisUrl, log });

it('tries that come at once are counted one by one, taken back and forgotten', async () => {
  const { tries } = await open();
  const counted = await Promise.all(Array.from({ length: 20 }, () => tries.count(what, 'somebody')));
  expect(counted.map((one) => one.tries).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(counted.every(({ msLeft }) => msLeft > 50_000 && msLeft <= 60_000)).toBe(true);
  await tries.takeBack(what, 'somebody');
  expect((await tries.count(what, 'somebody')).tries).toBe(20);
  await tries.forget(what, 'somebody');
  expect((await tries.count(what, 'somebody')).tries).toBe(1);
  expect((await tries.count({ ...what, name: 'another' }, 'somebody')).tries).toBe(1);
});

it.runIf(process.env['TEST_ENGINE'] === 'mysql')(
  'two processes on one database count together, and its rows tell nothing of whom',
  async () => {
    const [one, other] = [await open(), await open()];
    for (const { tries } of [one, other, one]) await tries.count(what, 'owner@mngshop.test 203.0.113.7');
    expect((await other.tries.count(what, 'owner@mngshop.test 203.0.113.7')).tries).toBe(4);
    const rows = await test.db.query<{ key: string }[]>('SELECT `key` FROM tries');
    expect(rows.map(({ key }) => key)).toEqual(expect.arrayContaining([expect.stringMatching(/^of-a-test:[0-9a-f]{4}$/)]));
    expect(JSON.stringify(rows)).not.toContain('mngshop');
  },
);

it('while the shared store is down each process goes on counting for itself', async () => {
  const { tries, close } = await open('redis://127.0.0.1:1');
  for (let count = 1; count <= 12; count++) expect((await tries.count(what, 'somebody else')).tries).toBe(count);
  await close();
});
