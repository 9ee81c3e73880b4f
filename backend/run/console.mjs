// `npm run console`: the staff console in a process of its own; the servers then run with CONSOLE=apart. Needs MySQL.
import { build } from './build.mjs';
import { FLAGS } from './flags.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
const env = { ...process.env, NODE_ENV: 'production' };
await run('node', [...FLAGS, 'dist/backend/src/console-server.js'], { env, show: true });
