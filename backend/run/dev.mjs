// `npm run dev`: server and storefront from their sources, each reloading by itself. The shop is at http://localhost:4321.
import concurrently from 'concurrently';
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

requireNode();
await build(); // the console's bundle and the first database come from it
const env = { ...process.env, APP_ENV: process.env.APP_ENV || 'local' };
if (env.APP_ENV === 'local') await run('node', ['dist/seed/seed.js', '--if-empty'], { env, show: true });
const { result } = concurrently(
  [
    { name: 'server', command: 'tsx watch --tsconfig backend/tsconfig.json --clear-screen=false backend/src/main.ts', env },
    { name: 'storefront', command: 'npm run dev -w storefront', env },
  ],
  { cwd: ROOT, killOthersOn: ['failure', 'success'] },
);
await result.catch(() => process.exit(1));
