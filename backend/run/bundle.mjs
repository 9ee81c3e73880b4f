// The server's code with its packages in a few files, by esbuild: docs/decisions/0039-a-lean-process.md says why and how much.
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { ROOT } from './run.mjs';

/** What is run by name. Each stays where its source stands, so that a command names the same path as before. */
const ENTRIES = [
  'backend/src/main.ts',
  'backend/src/worker.ts',
  'backend/src/console-server.ts',
  'backend/src/boot/sentry.ts',
  'backend/src/ops/backup.ts',
  'backend/src/ops/restore.ts',
  'backend/src/ops/first-owner.ts',
  'backend/src/ops/database-users.ts',
  'backend/src/ops/verify-logs.ts',
  'backend/src/ops/rotate-field-key.ts',
  'backend/src/console/build-console.ts',
  'backend/src/api/http/headers.ts',
  'backend/src/kernel/hash-worker.ts',
  'seed/seed.ts',
];

/** Native code, what reads files beside itself or starts threads from them, and what is loaded once in a while and big: these stay packages. */
const PACKAGES = ['esbuild', 'sharp', '@node-rs/argon2', 'piscina', '@sentry/node', 'swagger-ui-dist', 'xlsx'];

/** AdminJS's own bundler and form parser, which load-console.ts leaves out: 200 MiB, and most of the seconds that its first opening took. */
const BUNDLER_OF_ADMINJS =
  /^(rollup|rollup-plugin-[\w-]+|@rollup\/[\w-]+|@babel\/(core|parser|register|plugin-[\w-]+|preset-[\w-]+)|ora|express-formidable|express-session)(\/|$)/;

/** TypeORM's drivers for databases we have none of. It requires them by name, and only where one is asked for. */
const DRIVERS =
  /^(@google-cloud\/spanner|@sap\/hana-client(\/.*)?|better-sqlite3|expo-sqlite|hdb-pool|ioredis|mongodb|mssql|mysql|mysql2|oracledb|pg|pg-native|pg-query-stream|react-native-sqlite-storage|redis|sql\.js|sqlite3|typeorm-aurora-data-api-driver)$/;

/** Their classes, which TypeORM would read at the start, and the languages of zod's own messages, which nobody reads: ours are Korean. */
const UNUSED =
  /[/\\]typeorm[/\\]driver[/\\](aurora-mysql|aurora-postgres|capacitor|cockroachdb|cordova|expo|mongodb|nativescript|oracle|postgres|react-native|sap|spanner|sqljs|sqlserver)[/\\]|[/\\]zod[/\\]v4[/\\]locales[/\\](?!en\.|index\.)/;

const fromPackage = (name) => (path) => path.includes(`${sep}node_modules${sep}${name}${sep}`);
const fromAdmin = (path) => fromPackage('adminjs')(path) || path.includes(`${sep}node_modules${sep}@adminjs${sep}`);

const plugin = {
  name: 'server',
  setup(build) {
    build.onResolve({ filter: BUNDLER_OF_ADMINJS }, ({ path, importer }) =>
      fromAdmin(importer) ? { path, namespace: 'absent' } : undefined,
    );
    build.onLoad({ filter: /[/\\]adminjs[/\\]lib[/\\]backend[/\\]bundler[/\\]\w+\.bundler\.js$/ }, () => ({
      contents: 'export default {};',
    }));
    build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
    build.onResolve({ filter: DRIVERS }, ({ path, importer, kind }) =>
      fromPackage('typeorm')(importer) && kind === 'require-call' ? { path, external: true } : undefined,
    );
    // Neither says so in its package.json: without it all of AdminJS's browser code would come along.
    build.onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'asked' || !(fromAdmin(importer) || /^@?adminjs(\/|$)/.test(path))) return undefined;
      return { ...(await build.resolve(path, { importer, resolveDir, kind, pluginData: 'asked' })), sideEffects: false };
    });
    build.onLoad({ filter: /\.([cm]?js|ts)$/ }, async ({ path }) => {
      if (UNUSED.test(path)) return { contents: fromPackage('typeorm')(path) ? 'module.exports = {};' : 'export default undefined;' };
      const contents = await readFile(path, 'utf8');
      return { contents: prepare(path, contents), loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

// V8 keeps the text of what it runs: a file that is ASCII takes half of what one with a single Korean word takes.
const ascii = (text) => text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function prepare(path, contents) {
  if (!path.includes(`${sep}node_modules${sep}`)) return ascii(contents);
  const within = path.split(`${sep}node_modules${sep}adminjs${sep}`)[1];
  // It reads its own package.json and assets beside itself.
  const placed = within
    ? contents.replaceAll('import.meta.url', `new URL(${JSON.stringify(`./${within}`)}, import.meta.resolve('adminjs')).href`)
    : contents;
  return ascii(placed);
}

// What packages that are no modules still ask of Node, under names that none of them declares itself.
const BANNER = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __bundleFile = import.meta.filename, __bundleFolder = import.meta.dirname;`;

const CONTENTS = join(ROOT, 'node_modules/.cache/mngshop/bundle.json');

/** Bundles into `dist/`. Not checked for types: `npm run types` does. */
export async function bundle() {
  // Not at the top: on an old Node this file must still load, so that requireNode can say what to do.
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outbase: ROOT,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    tsconfig: 'backend/tsconfig.json',
    external: PACKAGES,
    banner: { js: BANNER },
    define: { __filename: '__bundleFile', __dirname: '__bundleFolder' },
    // Names are data here: entities, migrations and errors go by them.
    keepNames: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    metafile: true,
    plugins: [plugin],
  });
  refuseNameless(metafile);
  // Which file holds what, for the test that nothing heavy is read at the start.
  mkdirSync(dirname(CONTENTS), { recursive: true });
  writeFileSync(CONTENTS, JSON.stringify(metafile));
}

// Node finds the names in a package that is no module, a bundle has its default alone: `const { Bootpay } = await import(…)` would be undefined.
function refuseNameless({ outputs, inputs }) {
  const nameless = Object.values(outputs)
    .map(({ entryPoint = '' }) => entryPoint)
    .filter((entry) => inputs[entry]?.format === 'cjs' && !entry.includes('node_modules/mysql2/'));
  if (nameless.length > 0) throw new Error(`Import these by a file of ours that names what it takes: ${nameless.join(', ')}`);
}
