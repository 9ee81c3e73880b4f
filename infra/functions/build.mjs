// Bundles the function into dist/: three files and no packages. The deploy workflow zips that folder as it is.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const to = join(here, 'dist');
const { name, version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

rmSync(to, { recursive: true, force: true });
mkdirSync(to);
await build({
  entryPoints: [join(here, 'src/register.ts')],
  outfile: join(to, 'register.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Handed in by the host.
  external: ['@azure/functions-core'],
  // Some packages inside are CommonJS and call require.
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'warning',
});
copyFileSync(join(here, 'host.json'), join(to, 'host.json'));
writeFileSync(
  join(to, 'package.json'),
  `${JSON.stringify({ name, version, private: true, type: 'module', main: 'register.mjs' }, null, 2)}\n`,
);
