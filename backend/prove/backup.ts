import { proveBackup } from './drill.js';
import { hasAzurite } from '../src/testing/azurite.js';

const server = process.env['TEST_MYSQL_URL'];
const orders = Number(process.env['PROVE_ORDERS'] ?? 100_000);
const began = Date.now();
const engine = server ? new URL(server) : 'sqlite';
console.log(
  `Backup and restore of a shop with ${orders} orders, on ${server ? 'MySQL' : 'embedded SQLite (TEST_MYSQL_URL names no server)'}, to ${hasAzurite ? 'Azurite' : 'a folder (Azurite is not installed: npm ci --prefix .config/azurite)'}`,
);
const say = (line: string) => console.log(`  ${line}`);
const failures = await proveBackup({ engine, orders, azurite: hasAzurite, perSecond: 10, say }).catch((error: unknown) => [
  error instanceof Error ? (error.stack ?? error.message) : String(error),
]);
for (const failure of failures.slice(0, 20)) console.log(`  FAILED ${failure}`);
console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${failures.length === 0 ? 1 : 0} passed, ${failures.length === 0 ? 0 : 1} failed`);
process.exit(failures.length > 0 ? 1 : 0);
