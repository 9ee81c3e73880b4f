import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { expect, it } from 'vitest';
import { ROOT } from '../../kernel/root.js';
import { pageHeaders } from './headers.js';

it.each([
  ['pages', '/promotions/any', ['site-headers.json']],
  ['where an address is typed in', '/checkout', ['site-headers.json', 'site-headers-postcode.json']],
])('Front Door gives the headers that the server gives: %s', async (_name, path, files) => {
  const app = express()
    .disable('x-powered-by')
    .use(pageHeaders({ appEnv: 'prod' }), (_req, res) => void res.end());
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  server.close();
  const read = (file: string) => JSON.parse(readFileSync(join(ROOT, 'infra/terraform', file), 'utf8')) as Record<string, string>;
  const atTheEdge = Object.assign({}, ...files.map(read)) as Record<string, string>;
  const here = [...response.headers].filter(([name]) => !['connection', 'content-length', 'date', 'keep-alive'].includes(name));
  expect(Object.fromEntries(Object.entries(atTheEdge).map(([name, value]) => [name.toLowerCase(), value]))).toEqual(
    Object.fromEntries(here),
  );
});
