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
let written = '';
beforeAll(async () => {
  shop = await startBuiltShop({}, { execArgv: ['--import', `data:text/javascript,${encodeURIComponent(NOTES)}`], silent: true });
  shop.server.stdout?.on('data', (chunk: Buffer) => (written += chunk.toString()));
});
afterAll(() => shop.stop());

async function packages(): Promise<Set<string>> {
  shop.server.send('files');
  const [urls] = (await once(shop.server, 'message')) as [string[]];
  return packagesIn(urls);
}

const HEAVY =
  /^(@azure\/.*|@typespec\/.*|@sentry\/.*|@?adminjs.*|@babel\/.*|rollup|react.*|lodash|esbuild|sharp|swagger-ui-dist|xlsx|zod-openapi|mysql2|@bootpay\/.*|@slack\/.*|axios)$/;

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

  it('names the lines of the sources where something breaks', async () => {
    shop.change('PRAGMA foreign_keys = OFF');
    shop.change('ALTER TABLE universities RENAME TO universities_gone');
    const answer = await fetch(`${shop.url}/api/customer/universities`);
    expect(answer.status).toBe(500);
    const line = written.split('\n').find((one) => one.includes('A request failed')) ?? '{}';
    const { stack } = (JSON.parse(line) as { err: { stack: string } }).err;
    expect(stack).toMatch(/backend\/src\/catalog\/[\w-]+\.ts:\d+:\d+/);
  });
});
