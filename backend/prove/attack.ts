import { openAttackedShop } from './attack/attack.js';
import { ATTACKS } from './attack/attacks.js';

const server = process.env['TEST_MYSQL_URL'];
const named = process.argv.slice(2);
const attacks = Object.entries(ATTACKS).filter(([name]) => named.length === 0 || named.includes(name));
let passed = 0;
let failed = 0;

for (const engine of ['sqlite' as const, ...(server ? [new URL(server)] : [])]) {
  const shop = await openAttackedShop(engine);
  console.log(`\n${shop.engine}`);
  try {
    for (const [name, attack] of attacks) {
      const began = performance.now();
      const results = await attack(shop);
      console.log(` ${name} (${Math.round((performance.now() - began) / 1000)} s)`);
      for (const { claim, failures, figures } of results) {
        console.log(`  ${failures.length === 0 ? 'held' : 'FAILED'}: ${claim}${figures ? ` (${figures})` : ''}`);
        for (const failure of failures.slice(0, 20)) console.log(`    ${failure}`);
        if (failures.length === 0) passed++;
        else failed++;
      }
    }
  } finally {
    await shop.close();
  }
}
if (!server) console.log('MySQL left out: TEST_MYSQL_URL names no server.');
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
