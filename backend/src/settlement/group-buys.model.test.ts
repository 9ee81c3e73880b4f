import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkGroupBuys, type GroupBuys, openGroupBuys } from '../testing/group-buys/play.js';

const onMysql = process.env['TEST_ENGINE'] === 'mysql';
const runs = Number(process.env['GROUP_BUY_RUNS'] ?? (onMysql ? 12 : 40));
const seed = Number(process.env['GROUP_BUY_SEED'] ?? 20261122);
/** As a failure printed it, with its seed. */
const path = process.env['GROUP_BUY_PATH'];

let world: GroupBuys;
beforeAll(async () => {
  world = await openGroupBuys();
});
afterAll(() => world.shop.stop());

it(`in ${runs} random group buys everyone is left with the final price, to the won`, { timeout: 60_000 + runs * 3_000 }, async () => {
  await expect(checkGroupBuys(world, { runs, seed, path })).resolves.toBeUndefined();
});
