import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { someKeys, twoOfEverything } from '../testing/console-rows.js';
import { countQueries } from '../testing/count-queries.js';
import { askHostilely } from '../testing/hostile-queries.js';

let shop: ConsoleShop;
beforeAll(async () => {
  shop = await startConsole();
  await twoOfEverything(shop);
});
afterAll(() => shop.stop());

describe('whatever an address asks of the console', () => {
  // `npm run prove -- console-queries` asks twenty thousand, and how long each takes.
  const queries = Number(process.env['CONSOLE_QUERIES'] ?? 500);

  it('it is answered, or refused with a status that says so', { timeout: 600_000 }, async () => {
    const asked = await askHostilely(shop, await someKeys(shop), { queries, seed: 20_261_127 });
    expect(asked.filter(({ status }) => status >= 500 || ![200, 403, 404, 422].includes(status))).toEqual([]);
    const answered = asked.filter(({ status }) => status === 200).length;
    expect(answered).toBeGreaterThan(queries / 5);
    expect(answered).toBeLessThan(queries * 0.9);
  });

  it('what is refused reads nothing but who asks', async () => {
    const owner = await shop.signIn('owner');
    for (const query of ['page.400000000=1', 'filters.4294967294=1', 'a.b.c.d=1', 'sortBy=constructor', `${'x'.repeat(5_000)}=1`]) {
      const counter = countQueries(shop.ctx.db);
      const { status } = await owner.get(`/admin/api/resources/Order/actions/list?${query}`);
      const statements = counter.take();
      counter.stop();
      expect([query, status]).toEqual([query, 422]);
      expect(statements.filter((sql) => !/staff/.test(sql))).toEqual([]);
    }
  });
});
