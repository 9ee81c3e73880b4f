// One process that plays random histories: `model-lane.js SEED RUNS [PATH]`. The engine is what TEST_ENGINE and TEST_MYSQL_URL say.
import { checkOrders } from '../src/testing/order-model/run.js';
import { openWorld } from '../src/testing/order-model/world.js';

const [seed, runs, path] = process.argv.slice(2);
const world = await openWorld();
try {
  await checkOrders(world, { seed: Number(seed), runs: Number(runs), path });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await world.shop.stop();
}
