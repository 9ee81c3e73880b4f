// `npm run bench`: how fast the built shop answers, as shares of a bare server in the same run. `npm run bench -- start`: how
// soon it is ready, what it holds idle, what opening the console costs (with TEST_MYSQL_URL there too). `-- growth`: what takes
// longer in a shop that has grown, on MySQL. Never asserted in a test.
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
const file = ['start', 'growth'].find((part) => part === process.argv[2]) ?? 'bench';
await run('tsx', ['--tsconfig', 'backend/tsconfig.json', `backend/bench/${file}.ts`], { show: true });
