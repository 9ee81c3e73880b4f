import { expect, it } from 'vitest';
import { openShopDatabase } from '../boot/open-database.js';
import { migrations } from './migrations/index.js';
import { openTestDatabase } from '../testing/test-database.js';

it.runIf(process.env['TEST_ENGINE'] === 'mysql')(
  'servers that start at once on an empty database all come up, each step done once',
  async () => {
    const empty = await openTestDatabase({ migrate: false });
    const opened = await Promise.allSettled([1, 2, 3].map(() => openShopDatabase(empty.url, { poolSize: 2 })));
    const up = opened.filter((one) => one.status === 'fulfilled').map((one) => one.value);
    const [done] = await empty.db.query<{ n: string }[]>('SELECT COUNT(*) AS n FROM migrations');
    await Promise.all(up.map((db) => db.destroy()));
    await empty.drop();
    expect(opened.map((one) => (one.status === 'rejected' ? String(one.reason) : 'up'))).toEqual(['up', 'up', 'up']);
    expect(Number(done?.n)).toBe(migrations.length);
  },
);
