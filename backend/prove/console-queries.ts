import { startConsole } from '../src/testing/console-fixture.js';
import { someKeys, twoOfEverything } from '../src/testing/console-rows.js';
import { type Asked, askHostilely } from '../src/testing/hostile-queries.js';

const server = process.env['TEST_MYSQL_URL'];
const QUERIES = Number(process.env['PROVE_QUERIES'] ?? 20_000);
const SEED = Number(process.env['PROVE_SEED'] ?? 20_261_127);
const LONGEST_MS = 300;

/** Asks the console's addresses anything; whether none failed, and none took long however often it was asked. */
async function prove(engine: 'sqlite' | 'mysql'): Promise<boolean> {
  process.env['TEST_ENGINE'] = engine;
  const shop = await startConsole();
  try {
    await twoOfEverything(shop);
    const asked = await askHostilely(shop, await someKeys(shop), { queries: QUERIES, seed: SEED, slow: LONGEST_MS });
    const bad = asked.filter(({ status, ms }) => status >= 500 || ms > LONGEST_MS);
    console.log(`\n${engine}: ${QUERIES} addresses, seed ${SEED}`);
    print(asked);
    for (const { address, status, ms } of bad.slice(0, 20)) console.log(`  FAILED ${status} ${Math.round(ms)} ms ${address.slice(0, 300)}`);
    console.log(`  ${bad.length === 0 ? 'proved' : `${bad.length} failures`}`);
    return bad.length === 0;
  } finally {
    await shop.stop();
  }
}

function print(asked: readonly Asked[]): void {
  const times = asked.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => `${times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1)} ms`;
  const statuses = Map.groupBy(asked, ({ status }) => status);
  console.log(`  ${[...statuses].map(([status, all]) => `${status}: ${all.length}`).join(', ')}`);
  const again = asked.filter(({ first }) => first > LONGEST_MS).length;
  console.log(`  p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} (at most ${LONGEST_MS} ms); ${again} were asked again`);
}

const results = [await prove('sqlite'), ...(server ? [await prove('mysql')] : [])];
if (!server) console.log('MySQL left out: TEST_MYSQL_URL names no server.');
const failed = results.filter((proved) => !proved).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
