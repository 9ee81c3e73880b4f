// Builds server, console and storefront, each only when its sources are newer than what was built.
import fs, { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

// fs.globSync, not by name: on an old Node this file must still load, so that requireNode can say what to do.
const env = { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' };
const SKIPPED = /\.test\.tsx?$|node_modules|\/dist\/|\/testing\/|adminjs-build|\/\.astro\//;

const PARTS = {
  server: {
    sources: ['backend/src/**', 'seed/**', 'infra/functions/src/**', 'backend/tsconfig.json', 'backend/run/bundle.mjs'],
    make: makeServer,
  },
  console: {
    sources: ['backend/src/console/**', 'backend/src/words/**', 'backend/src/**/*.admin.ts', 'backend/src/**/rules/**'],
    make: makeConsole,
  },
  storefront: {
    sources: [
      'storefront/src/**',
      'storefront/public/**',
      'storefront/build/**',
      'storefront/*.*',
      'backend/src/contract/**',
      'backend/src/**/rules/**',
    ],
    make: makeStorefront,
  },
};

export async function build() {
  const stale = Object.entries(PARTS).filter(([name, part]) => readStamp(name) !== stamp(part.sources));
  if (stale.length === 0) return;
  console.log('MNG샵을 짓고 있어요. 처음에는 1분쯤 걸려요.');
  const names = new Set(stale.map(([name]) => name));
  const make = async (name) => {
    if (!names.has(name)) return;
    const fresh = stamp(PARTS[name].sources);
    await PARTS[name].make();
    writeStamp(name, fresh);
  };
  // The console is bundled by the built server; the storefront stands on its own.
  await Promise.all([make('server').then(() => make('console')), make('storefront')]);
}

async function makeServer() {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await bundle();
  for (const file of fs.globSync('backend/src/**/*.{js,css,svg,sql}', { cwd: ROOT })) cpSync(join(ROOT, file), join(ROOT, 'dist', file));
}

async function makeConsole() {
  const { buildConsole } = await import(pathToFileURL(join(ROOT, 'dist/backend/src/console/build-console.js')).href);
  await buildConsole();
}

async function makeStorefront() {
  await run('npm', ['run', 'build', '-w', 'storefront'], { env });
}

// Names, sizes and times of the sources: a second start must not read a thousand files.
function stamp(patterns) {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const file of fs.globSync(patterns, { cwd: ROOT }).toSorted()) {
    const { mtimeMs, size, isFile } = fileFacts(file);
    if (isFile && !SKIPPED.test(`/${file}`)) hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function fileFacts(file) {
  const facts = statSync(join(ROOT, file));
  return { mtimeMs: facts.mtimeMs, size: facts.size, isFile: facts.isFile() };
}

const stampFile = (name) => join(ROOT, 'node_modules/.cache/mngshop', `${name}.built`);
function readStamp(name) {
  try {
    return readFileSync(stampFile(name), 'utf8');
  } catch {
    return null;
  }
}
function writeStamp(name, value) {
  mkdirSync(join(ROOT, 'node_modules/.cache/mngshop'), { recursive: true });
  writeFileSync(stampFile(name), value);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  await build();
}
