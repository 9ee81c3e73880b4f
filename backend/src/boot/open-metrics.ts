import type { Observe } from '../api/http/watched.js';
import { readFigures } from '../jobs/read-figures.js';
import type { Context } from '../kernel/context.js';
import type { Config } from './config.js';
import { watchProcess } from './watch-process.js';

export interface Metrics {
  /** Handed to the app; undefined where nobody looks. */
  observe?: Observe;
  stop(): Promise<void>;
}

/**
 * What the shop is measured by, in two ways out, each only where it is asked for: a line of the log every so often (Azure reads
 * those), and a port of its own that Prometheus scrapes. Without either nothing is counted and no library is read.
 */
export async function openMetrics({ metrics }: Pick<Config, 'metrics'>, ctx: Context): Promise<Metrics> {
  const { logEveryMs, port, host } = metrics;
  if (logEveryMs === null && port === null) return { stop: async () => undefined };
  const watch = watchProcess(ctx.db);
  // An alert of Azure's tells of lines that stay away.
  const failed = (error: unknown) => ctx.log.warn({ err: error }, 'The figures could not be read');
  const scrape =
    port === null ? undefined : await import('./serve-metrics.js').then(({ serveMetrics }) => serveMetrics(ctx, { port, host }));
  const timer =
    logEveryMs === null
      ? undefined
      : setInterval(
          () => void readFigures(ctx).then((figures) => ctx.log.info({ figures: { ...figures, ...watch.take() } }, 'Figures'), failed),
          logEveryMs,
        );
  timer?.unref();
  return {
    observe: (route, method, status, seconds) => {
      watch.observe(route, method, status, seconds);
      scrape?.observe(route, method, status, seconds);
    },
    stop: async () => {
      clearInterval(timer);
      watch.stop();
      await scrape?.stop();
    },
  };
}
