// `npm run seed -- …`: the same seed that `npm start` puts into an empty database, with options. See seed/seed.ts.
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
await build();
await run('node', ['--enable-source-maps', 'dist/seed/seed.js', ...process.argv.slice(2)], { show: true });
