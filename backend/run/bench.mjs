// `npm run bench [-- PART …]`: everything docs/BENCHMARKS.md shows, or the parts that are named; into bench.json, and as tables.
// On the server of TEST_MYSQL_URL, embedded SQLite else. Never asserted in a test.
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
await run('tsx', ['--tsconfig', 'backend/tsconfig.json', 'backend/bench/bench.ts', ...process.argv.slice(2)], { show: true });
