// `npm run worker`: the jobs in a process of their own; the servers then run with JOBS=apart. Needs MySQL.
import { build } from './build.mjs';
import { FLAGS } from './flags.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
const env = { ...process.env, NODE_ENV: 'production' };
await run('node', [...FLAGS, 'dist/backend/src/worker.js'], { env, show: true });
