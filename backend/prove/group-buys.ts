import { checkGroupBuys, openGroupBuys } from '../src/testing/group-buys/play.js';
import { proveSettlementKills } from './settlement-kills.js';
import { provePlan } from './settlement-plan.js';

const server = process.env['TEST_MYSQL_URL'];
const engine = server ? new URL(server) : 'sqlite';
// For the shop that the random group buys are played in.
if (server) process.env['TEST_ENGINE'] = 'mysql';
const began = Date.now();
const say = (line: string) => console.log(`  ${line}`);
const setting = (name: string, usual: number) => Number(process.env[name] ?? usual);
/** Parts to run, by their first word; all of them when none is named. */
const parts = process.argv.slice(2);
let passed = 0;
let failed = 0;

async function proof(name: string, work: () => Promise<string[]>): Promise<void> {
  if (parts.length > 0 && !parts.some((part) => name.toLowerCase().startsWith(part))) return;
  const started = Date.now();
  console.log(`\n${name}`);
  const failures = await work().catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  for (const failure of failures.slice(0, 20)) console.log(`  FAILED ${failure}`);
  if (failures.length === 0) passed++;
  else failed++;
  console.log(`  ${failures.length === 0 ? 'proved' : `${failures.length} failures`} in ${Math.round((Date.now() - started) / 1000)} s`);
}

async function randomGroupBuys(): Promise<string[]> {
  const runs = setting('PROVE_GROUP_BUYS', 300);
  const world = await openGroupBuys();
  try {
    await checkGroupBuys(world, { runs, seed: setting('PROVE_SEED', 20_261_122) });
    say(`${runs} group buys: random tiers, goals, surcharges, cancels, late payers, crashes and failing refunds`);
    return [];
  } finally {
    await world.shop.stop();
  }
}

console.log(`Group buys, on ${engine === 'sqlite' ? 'embedded SQLite (TEST_MYSQL_URL names no server)' : 'MySQL'}`);
await proof('Plan of a settlement, and its speed', () =>
  provePlan({ engine, small: 50, large: setting('PROVE_PARTICIPANTS', 5_000), say }),
);
await proof('Kills during one settlement', () =>
  proveSettlementKills({
    engine,
    orders: setting('PROVE_ORDERS', 10_000),
    kills: setting('PROVE_KILLS', 50),
    failing: 0.1,
    seed: setting('PROVE_SEED', 20_261_122),
    say,
  }),
);
await proof('Random group buys', randomGroupBuys);
console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
