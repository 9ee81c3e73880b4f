// `npm run backup`, `npm run restore -- …`, `npm run first-owner -- …`, `npm run database-users`, `npm run verify-logs`,
// `npm run rotate-field-key`: commands for whoever runs the shop, on the built server.
// Where there are no sources, as in the image, what is built is run as it is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

requireNode();
const NAMES = ['backup', 'restore', 'first-owner', 'database-users', 'verify-logs', 'rotate-field-key'];
const [name, ...given] = process.argv.slice(2);
if (!NAMES.includes(name)) {
  console.error(`node backend/run/ops.mjs NAME …, where NAME is ${NAMES.join(', ')}`);
  process.exit(1);
}
if (existsSync(join(ROOT, 'backend/src'))) await build();
const env = { ...process.env, NODE_ENV: 'production' };
await run('node', ['--enable-source-maps', `dist/backend/src/ops/${name}.js`, ...given], { env, show: true });
