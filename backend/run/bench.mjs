// `npm run bench`: how fast the built shop answers, as shares of a bare server in the same run; never asserted in a test.
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
await run('tsx', ['--tsconfig', 'backend/tsconfig.json', 'backend/bench/bench.ts'], { show: true });
