import 'reflect-metadata';
import { type Config, readConfig } from './boot/config.js';
import { jobs } from './jobs/jobs.js';
import { runJobs } from './jobs/run-jobs.js';
import { logKeeper } from './boot/log-keeper.js';
import { openMetrics } from './boot/open-metrics.js';
import { openShop } from './boot/open-shop.js';
import { onStop } from './boot/stop.js';

try {
  await work(readConfig(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** The jobs in a process of their own, as many as wanted on one MySQL; the servers then run with JOBS=apart. */
async function work(config: Config): Promise<void> {
  if (config.databaseUrl.startsWith('sqlite:')) throw new Error('A worker needs MySQL (DATABASE_URL): embedded SQLite is for one process.');
  const simulator = config.simulatorUrl ?? `http://127.0.0.1:${config.port}/_simulator`;
  const { ctx, close } = await openShop(config, simulator);
  const running = runJobs(jobs(ctx, config.every, config.backup, logKeeper(config, ctx)), ctx.log);
  const metrics = await openMetrics(config, ctx);
  process.send?.('ready');
  onStop(async () => {
    await running.stop();
    await metrics.stop();
    await close();
  });
}
