import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { expect, it } from 'vitest';
import { ROOT } from '../../kernel/root.js';
import { pageHeaders } from './headers.js';

it('Front Door gives pages the headers that the server gives them', async () => {
  const app = express()
    .disable('x-powered-by')
    .use(pageHeaders({ appEnv: 'prod' }), (_req, res) => void res.end());
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  const atTheEdge = JSON.parse(readFileSync(join(ROOT, 'infra/terraform/site-headers.json'), 'utf8')) as Record<string, string>;
  const here = [...response.headers].filter(([name]) => !['connection', 'content-length', 'date', 'keep-alive'].includes(name));
  expect(Object.fromEntries(Object.entries(atTheEdge).map(([name, value]) => [name.toLowerCase(), value]))).toEqual(
    Object.fromEntries(here),
  );
});
