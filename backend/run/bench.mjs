// `npm run bench [-- PART …]`: everything docs/BENCHMARKS.md shows but growth, or the parts that are named; into bench.json, and
// as tables. On the server of TEST_MYSQL_URL, embedded SQLite else. `npm run bench -- growth`: what takes longer in a shop that
// has grown, on MySQL; it seeds for a quarter of an hour, so it comes alone. Never asserted in a test.
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
const parts = process.argv.slice(2);
const [file, given] = parts[0] === 'growth' ? ['growth', []] : ['bench', parts];
await run('tsx', ['--tsconfig', 'backend/tsconfig.json', `backend/bench/${file}.ts`, ...given], { show: true });
