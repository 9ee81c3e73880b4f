import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkOrders } from '../testing/order-model/run.js';
import { openWorld, type World } from '../testing/order-model/world.js';

const onMysql = process.env['TEST_ENGINE'] === 'mysql';
// Two thousand: npm run prove -- orders.
const runs = Number(process.env['MODEL_RUNS'] ?? (onMysql ? 40 : 120));
const seed = Number(process.env['MODEL_SEED'] ?? 20261122);
/** As a failure printed it, with its seed. */
const path = process.env['MODEL_PATH'];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.shop.stop());

it(`orders, payments and refunds stay true in ${runs} random histories`, { timeout: 60_000 + runs * 3_000 }, async () => {
  await expect(checkOrders(world, { runs, seed, path })).resolves.toBeUndefined();
});
