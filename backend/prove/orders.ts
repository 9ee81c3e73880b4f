import { proveKills } from './kills.js';
import { proveLocks } from './locks.js';
import { proveModel } from './model.js';
import { proveOpening } from './opening.js';
import { proveOutages } from './outages.js';
import { proveRush } from './rush.js';
import { proveSpeed } from './speed.js';

const server = process.env['TEST_MYSQL_URL'];
const engine = server ? new URL(server) : 'sqlite';
const began = Date.now();
const say = (line: string) => console.log(`  ${line}`);
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

async function kills(): Promise<string[]> {
  const runs = Number(process.env['PROVE_KILLS'] ?? 340);
  const report = await proveKills({ engine, runs, lanes: 3, say });
  say(`${report.deaths} deaths at ${report.diedAt.size} of ${report.steps} named steps, ${report.withFaults} with faults on top`);
  say(`${report.notReached} stories went past their step`);
  for (const step of report.missed) say(`not come by: ${step}`);
  return [
    ...report.failures,
    ...(report.deaths >= runs ? [] : [`only ${report.deaths} deaths of ${runs}`]),
    ...(report.diedAt.size >= report.steps * 0.97 ? [] : [`only ${report.diedAt.size} of ${report.steps} steps were come by`]),
  ];
}

console.log(`Orders and payments, on ${engine === 'sqlite' ? 'embedded SQLite (TEST_MYSQL_URL names no server)' : 'MySQL'}`);
const two = engine === 'sqlite' ? 1 : 2;
await proof('Kills at every step', kills);
await proof('Rush of a thousand buyers for fifty units', () =>
  proveRush({ engine, seeds: Number(process.env['PROVE_SEEDS'] ?? 20), buyers: 1_000, units: 50, servers: two, say }),
);
await proof('Rush at an opening: five thousand open it, a thousand press buy for fifty units', () =>
  proveOpening({ engine, students: 5_000, buyers: 1_000, units: 50, withinMs: 2_000, idleMs: 5_000, timed: true, say }),
);
await proof('Model: random histories', () => proveModel({ engine, runs: Number(process.env['MODEL_RUNS'] ?? 2_000), lanes: 2, say }));
await proof('Outages of everything outside, and webhooks that nobody sent', () =>
  proveOutages({ engine, buyers: 20, forged: 10_000, say }),
);
if (engine === 'sqlite') console.log('\nLeft out: locks and speed, which need MySQL (TEST_MYSQL_URL)');
else {
  await proof('Locks: deadlocks and waits', () => proveLocks({ engine, buyers: 200, say }));
  await proof('Speed', () => proveSpeed({ engine, orders: 1_000, say }));
}
console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
