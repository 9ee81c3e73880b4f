import { openAttackedShop, type Result } from './attack/attack.js';
import { ATTACKS } from './attack/attacks.js';
import { IN_PROCESS } from './attack/in-process.js';

const server = process.env['TEST_MYSQL_URL'];
const named = process.argv.slice(2);
const isWanted = ([name]: [string, unknown]) => named.length === 0 || named.includes(name);
let passed = 0;
let failed = 0;

for (const engine of ['sqlite' as const, ...(server ? [new URL(server)] : [])]) {
  const engineName = engine === 'sqlite' ? 'sqlite' : 'mysql';
  process.env['TEST_ENGINE'] = engineName;
  console.log(`\n${engineName}`);
  for (const [name, attack] of Object.entries(IN_PROCESS).filter(isWanted)) await tried(name, attack);
  const apart = Object.entries(ATTACKS).filter(isWanted);
  if (apart.length === 0) continue;
  const shop = await openAttackedShop(engine);
  try {
    for (const [name, attack] of apart) await tried(name, () => attack(shop));
  } finally {
    await shop.close();
  }
}
if (!server) console.log('MySQL left out: TEST_MYSQL_URL names no server.');
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function tried(name: string, attack: () => Promise<Result[]>): Promise<void> {
  const began = performance.now();
  const results = await attack().catch((error: unknown): Result[] => [{ claim: name, failures: [String((error as Error).stack)] }]);
  console.log(` ${name} (${Math.round((performance.now() - began) / 1000)} s)`);
  for (const { claim, failures, figures } of results) {
    console.log(`  ${failures.length === 0 ? 'held' : 'FAILED'}: ${claim}${figures ? ` (${figures})` : ''}`);
    for (const failure of failures.slice(0, 20)) console.log(`    ${failure}`);
    if (failures.length === 0) passed++;
    else failed++;
  }
}
