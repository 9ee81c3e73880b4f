// `npm run prove -- NAME [PART …]`: the heavy proofs of backend/prove, built first. With TEST_MYSQL_URL on that server, in databases of their own.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

requireNode();
const NAMES = ['orders', 'group-buys', 'backup', 'sign-ins', 'console-queries', 'mutants', 'attack'];
const name = process.argv[2] ?? '';
if (!NAMES.includes(name)) {
  console.error(`npm run prove -- NAME, where NAME is ${NAMES.join(', ')}`);
  process.exit(1);
}
const out = join(ROOT, 'node_modules/.cache/mngshop/prove');
rmSync(out, { recursive: true, force: true });
await run('tsc', ['-p', 'backend/prove/tsconfig.json']);
// Under node_modules no package.json above says that these are modules.
writeFileSync(join(out, 'package.json'), '{"type":"module"}');
for (const file of globSync('backend/src/**/*.{js,css,svg,sql}', { cwd: ROOT })) {
  if (!existsSync(join(out, file))) cpSync(join(ROOT, file), join(out, file));
}
const child = spawn('node', ['--enable-source-maps', join(out, `backend/prove/${name}.js`), ...process.argv.slice(3)], {
  cwd: ROOT,
  stdio: 'inherit',
});
child.once('close', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
