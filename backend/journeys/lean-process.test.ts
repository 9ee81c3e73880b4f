import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

const ROOT = join(import.meta.dirname, '../..');

/** Loaded first: tells every file that Node has read since. */
const NOTES = `
import { registerHooks } from 'node:module';
const read = new Set();
registerHooks({ load(url, context, next) { read.add(url); return next(url, context); } });
process.on('message', (asked) => asked === 'files' && process.send([...read]));
process.channel.unref();`;

/** By the bundler's own account, packages in the built files that were read, and those read as packages. */
function packagesIn(urls: readonly string[]): Set<string> {
  const { outputs } = JSON.parse(readFileSync(join(ROOT, 'node_modules/.cache/mngshop/bundle.json'), 'utf8')) as Bundle;
  const paths = urls.filter((url) => url.startsWith('file:')).map((url) => decodeURIComponent(new URL(url).pathname).slice(ROOT.length));
  const files = paths.flatMap((path) => Object.keys(outputs[path.replace(/^\//, '')]?.inputs ?? {}));
  const names = [...paths, ...files].map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}
interface Bundle {
  outputs: Record<string, { inputs: Record<string, unknown> }>;
}

let shop: BuiltShop;
beforeAll(async () => {
  shop = await startBuiltShop({}, { execArgv: ['--import', `data:text/javascript,${encodeURIComponent(NOTES)}`] });
});
afterAll(() => shop.stop());

async function packages(): Promise<Set<string>> {
  shop.server.send('files');
  const [urls] = (await once(shop.server, 'message')) as [string[]];
  return packagesIn(urls);
}

// Bootpay's own is no part of it: what the seed left due is read there at once.
const HEAVY =
  /^(@azure\/.*|@typespec\/.*|@sentry\/.*|@?adminjs.*|@babel\/.*|rollup|react.*|lodash|esbuild|sharp|swagger-ui-dist|xlsx|zod-openapi|mysql2|@slack\/.*|prom-client)$/;

describe('the built server', () => {
  it('reads nothing at the start that it may never need', async () => {
    const read = await packages();
    expect([...read]).toEqual(expect.arrayContaining(['express', 'typeorm', 'zod']));
    expect([...read].filter((name) => HEAVY.test(name))).toEqual([]);
  });

  it('reads AdminJS with the first page of the console, and never its bundler', async () => {
    const signedIn = await fetch(`${shop.url}/api/admin/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'owner@mngshop.test', password: 'mngshop-demo-2026' }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await fetch(`${shop.url}/admin`, { headers: { cookie } });
    expect(await page.text()).toContain('REDUX_STATE');
    const read = await packages();
    expect(read.has('adminjs')).toBe(true);
    expect([...read].filter((name) => /^(rollup|@babel\/(?!runtime).*|esbuild|react-dom)$/.test(name))).toEqual([]);
  });

  it('names the lines of the sources where something breaks', () => {
    const wrong = `import('./dist/backend/src/api/http/headers.js').then(({ pageHeaders }) => pageHeaders(undefined))`;
    const { stderr } = spawnSync('node', ['--enable-source-maps', '-e', wrong], { cwd: ROOT, encoding: 'utf8' });
    const [, line = '0'] = /backend\/src\/api\/http\/headers\.ts:(\d+):\d+/.exec(stderr) ?? [];
    const source = readFileSync(join(ROOT, 'backend/src/api/http/headers.ts'), 'utf8').split('\n');
    expect(source[Number(line) - 1]).toContain('appEnv');
  });
});
