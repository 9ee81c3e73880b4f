import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROCESS_FIGURES, SHOP_FIGURES } from '../src/jobs/rules/figures.js';
import { freePort } from '../src/testing/free-port.js';
import { type BuiltShop, startBuiltShop } from './built-shop.js';

const ROOT = join(import.meta.dirname, '../..');

interface SentryEvent {
  release?: string;
  environment?: string;
  tags?: Record<string, string>;
  exception?: {
    values: { type: string; value: string; stacktrace: { frames: { filename: string; lineno: number; in_app: boolean }[] } }[];
  };
}

/** Takes what Sentry's client sends: envelopes, a line of JSON for each of their parts. */
const bodies: string[] = [];
const sink = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const body = Buffer.concat(chunks);
    bodies.push((req.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
});
const events = (): SentryEvent[] =>
  bodies.flatMap((body) => {
    const [, , ...items] = body.split('\n');
    return items.filter((item) => item.includes('"exception"')).map((item) => JSON.parse(item) as SentryEvent);
  });

let shop: BuiltShop;
let metrics = '';
const lines: string[] = [];
beforeAll(async () => {
  await once(sink.listen(0, '127.0.0.1'), 'listening');
  const at = sink.address();
  const port = at !== null && typeof at === 'object' ? at.port : 0;
  const metricsPort = await freePort();
  metrics = `http://127.0.0.1:${metricsPort}`;
  shop = await startBuiltShop(
    {
      SENTRY_DSN: `http://key@127.0.0.1:${port}/1`,
      METRICS_PORT: String(metricsPort),
      FIGURES_SECONDS: '0.4',
      LOG_LEVEL: 'info',
      SETTLE_SECONDS: '0.2',
    },
    { lines },
  );
});
afterAll(async () => {
  await shop.stop();
  sink.close();
});

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It never came.');
}
const scrape = async () => (await fetch(`${metrics}/metrics`)).text();
const gauge = (text: string, name: string) => Number(new RegExp(`^mngshop_${name} (\\S+)$`, 'm').exec(text)?.[1]);

describe('the built server, watched', () => {
  it('tells what waits and how it is doing, on a port of its own and as a line of the log', async () => {
    await fetch(`${shop.url}/api/customer/universities`);
    await fetch(`${shop.url}/api/customer/promotions/${'x'.repeat(30)}`);
    const text = await until(async () => {
      const told = await scrape();
      return told.includes('mngshop_answers_total{') ? told : undefined;
    });
    const gauges = Object.keys({ ...SHOP_FIGURES, ...PROCESS_FIGURES }).filter((name) => !name.startsWith('answers'));
    expect(gauges.filter((name) => !Number.isFinite(gauge(text, name)))).toEqual([]);
    expect(text).toContain('mngshop_answers_total{route="/api/customer/universities",method="GET",status="2xx"} 1');
    // What somebody typed is no label.
    expect(text).not.toContain('xxxx');
    const [{ orders }] = shop.rows<{ orders: number }>("SELECT COUNT(*) AS orders FROM orders WHERE state = 'pending'") as [
      { orders: number },
    ];
    expect(gauge(text, 'orders_pending')).toBe(orders);
    const line = await until(() => lines.find((one) => one.includes('"figures":') && !one.includes('"answers":0')));
    const { figures } = JSON.parse(line) as { figures: Record<string, number> };
    expect(Object.keys(figures).toSorted()).toEqual(Object.keys({ ...SHOP_FIGURES, ...PROCESS_FIGURES }).toSorted());
    expect(figures['memory_mib']).toBeGreaterThan(50);
    expect((await fetch(`${metrics}/other`)).status).toBe(404);
    expect((await fetch(`${shop.url}/metrics`)).status).toBe(404);
  });

  it('tells Sentry of a fault: which release, where in the sources, by whose request, and of nobody’s data', async () => {
    shop.change('ALTER TABLE customers RENAME TO customers_away');
    const secrets = ['geheim.student', 'geheimes-passwort', 'geheimer-keks', 'geheime-frage'];
    let id: string | null = null;
    try {
      for (let n = 0; n < 14; n++) {
        const answer = await fetch(`${shop.url}/api/customer/session?q=${secrets[3]}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Cookie: `sid=${secrets[2]}`, 'X-Forwarded-For': '203.0.113.99' },
          body: JSON.stringify({ email: `${secrets[0]}${n}@snu.ac.kr`, password: secrets[1] }),
        });
        expect(answer.status).toBe(500);
        // Sentry's client sends one of several that are the same.
        id ??= answer.headers.get('X-Request-Id');
      }
    } finally {
      shop.change('ALTER TABLE customers_away RENAME TO customers');
    }
    const event = await until(() => events().find(({ tags }) => tags?.['request'] === id));
    expect(event).toMatchObject({ release: 'mngshop@source', environment: 'local' });
    for (const secret of [...secrets, '203.0.113.99', '127.0.0.1'])
      expect(bodies.filter((body) => body.includes(secret) && !body.startsWith('{"sent'))).toEqual([]);
    for (const name of ['"request":{', '"user":{', 'server_name', 'breadcrumbs', 'ip_address']) expect(bodies.join('')).not.toContain(name);
    const faults = event.exception?.values ?? [];
    expect(faults.map(({ value }) => value)).toContain('no such table: customers');
    expect(lines.filter((line) => line.includes(`"requestId":"${id}"`) && line.includes('A request failed'))).toHaveLength(1);
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });

  it('names the line of our sources, and not what a parser repeats', async () => {
    const signedIn = await fetch(`${shop.url}/api/customer/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'student1@mngshop.test', password: 'mngshop-demo-2026' }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    shop.change("UPDATE offers SET tiers = 'geheim{'");
    await until(async () =>
      (await fetch(`${shop.url}/api/customer/promotions`, { headers: { cookie } })).status === 500 ? true : undefined,
    );
    const event = await until(() => events().find(({ exception }) => exception?.values.some(({ type }) => type === 'SyntaxError')));
    const frames = event.exception?.values.flatMap(({ stacktrace }) => stacktrace.frames) ?? [];
    const ours = frames.map(({ filename, lineno }) => ({ path: /backend\/src\/.+\.ts$/.exec(filename)?.[0] ?? null, lineno }));
    const named = ours.flatMap(({ path, lineno }) => (path ? [readFileSync(join(ROOT, path), 'utf8').split('\n')[lineno - 1] ?? ''] : []));
    expect(named.some((line) => line.includes('JSON.parse('))).toBe(true);
    expect(bodies.filter((body) => body.includes('geheim{'))).toEqual([]);
  });

  it('tells Slack once of the burst that this was', async () => {
    const told = await until(async () => {
      const found = (await shop.messages('slack')).filter(({ text }) => text.includes('5xx'));
      return found.length > 0 ? found : undefined;
    });
    expect(told).toHaveLength(1);
    expect(gauge(await scrape(), 'figures_read')).toBe(1);
    expect(await scrape()).toContain('mngshop_answers_total{route="/api/customer/session",method="POST",status="5xx"} 14');
  });
});
