import { once } from 'node:events';
import { createServer } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observe } from '../api/http/watched.js';
import { readFigures } from '../jobs/read-figures.js';
import { PROCESS_FIGURES, SHOP_FIGURES, type ShopFigures } from '../jobs/rules/figures.js';
import type { Context } from '../kernel/context.js';
import { watchProcess } from './watch-process.js';

export interface MetricsServer {
  observe: Observe;
  stop(): Promise<void>;
}

/** However often somebody scrapes, the database is asked no more often. */
const FRESH_MS = 10_000;
/** Gauges of these are counted by route here. */
const BY_ROUTE = new Set(['answers', 'answers_4xx', 'answers_5xx']);

/** `GET /metrics` on a port of its own, which no proxy leads to: it has no sign-in. */
export async function serveMetrics(ctx: Pick<Context, 'db' | 'clock' | 'log'>, at: { port: number; host: string }): Promise<MetricsServer> {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  const answers = new Counter({ name: 'mngshop_answers_total', help: 'Answers', labelNames: ['route', 'method', 'status'], registers });
  const seconds = new Histogram({
    name: 'mngshop_answer_seconds',
    help: 'From the request to the end of its answer',
    labelNames: ['route'],
    buckets: [0.01, 0.05, 0.2, 0.5, 1, 5],
    registers,
  });
  const gauges = Object.entries({ ...SHOP_FIGURES, ...PROCESS_FIGURES })
    .filter(([name]) => !BY_ROUTE.has(name))
    .map(([name, help]) => [name, new Gauge({ name: `mngshop_${name}`, help, registers })] as const);
  const up = new Gauge({
    name: 'mngshop_figures_read',
    help: '1 where the database could be asked for the figures of the shop',
    registers,
  });
  const watch = watchProcess(ctx.db);
  const latest = freshFigures(ctx);

  const server = createServer((req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') return void res.writeHead(404).end();
    void (async () => {
      const shop = await latest();
      const figures: Readonly<Record<string, number>> = { ...watch.take(), ...shop };
      up.set(shop ? 1 : 0);
      for (const [name, gauge] of gauges)
        if (figures[name] === undefined) gauge.remove();
        else gauge.set(figures[name]);
      res.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics());
    })().catch((error: unknown) => {
      ctx.log.error({ err: error }, 'The metrics could not be told');
      res.destroy();
    });
  }).listen(at.port, at.host);
  await once(server, 'listening');
  return {
    observe: (route, method, status, took) => {
      answers.inc({ route, method: METHODS.has(method) ? method : 'other', status: `${Math.floor(status / 100)}xx` });
      seconds.observe({ route }, took);
    },
    stop: async () => {
      watch.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Null where they cannot be read now. */
function freshFigures(ctx: Pick<Context, 'db' | 'clock' | 'log'>): () => Promise<ShopFigures | null> {
  let readAt = -Infinity;
  let figures: Promise<ShopFigures | null> = Promise.resolve(null);
  return () => {
    if (performance.now() - readAt >= FRESH_MS) {
      readAt = performance.now();
      figures = readFigures(ctx).catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'The figures could not be read');
        return null;
      });
    }
    return figures;
  };
}
