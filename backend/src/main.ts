import 'reflect-metadata';
import { createApp } from './boot/app.js';
import { type Config, readConfig } from './boot/config.js';
import { jobs } from './jobs/jobs.js';
import { runJobs } from './jobs/run-jobs.js';
import { watchLoopLag } from './api/http/loop-lag.js';
import { checkLegalFacts } from './boot/legal-facts.js';
import { listen } from './boot/listen.js';
import { logKeeper } from './boot/log-keeper.js';
import { openMetrics } from './boot/open-metrics.js';
import { openShop } from './boot/open-shop.js';
import { createSimulator, type Simulator } from './simulator/create-simulator.js';
import { simulatorFile } from './simulator/simulator-file.js';
import { shopRoutes } from './api/local-stock.routes.js';
import { onStop } from './boot/stop.js';

try {
  await main(readConfig(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** The server: storefront, API and console at one origin, with the jobs and the console inside unless they run apart. */
async function main(config: Config): Promise<void> {
  checkLegalFacts(config);
  const own = `http://127.0.0.1:${config.port}`;
  const { ctx, clock, dataDir, close } = await openShop(config, config.simulatorUrl ?? `${own}/_simulator`);
  const simulator = simulated(config, dataDir, own, ctx.log);
  if (simulator && config.appEnv === 'local') simulator.router.use(shopRoutes(ctx));
  const metrics = await openMetrics(config, ctx);
  const app = createApp(ctx, {
    clock,
    ...(metrics.observe ? { observe: metrics.observe } : {}),
    trustProxy: config.trustProxy,
    lag: watchLoopLag(),
    maintenance: config.maintenance,
    consoleApart: config.console === 'apart',
    ...(simulator ? { simulator: simulator.router } : {}),
  });
  const server = await listen(app, config);
  const running = config.jobs === 'inside' ? runJobs(jobs(ctx, config.every, config.backup, logKeeper(config, ctx)), ctx.log) : undefined;
  process.send?.('ready');
  onStop(async () => {
    server.close();
    server.closeIdleConnections();
    await running?.stop();
    await metrics.stop();
    await simulator?.close();
    await close();
  });
}

function simulated(config: Config, dataDir: string, own: string, log: Parameters<typeof createSimulator>[0]['log']): Simulator | undefined {
  if (config.appEnv === 'prod' || config.simulatorUrl) return undefined;
  return createSimulator({
    file: simulatorFile(config.databaseUrl, dataDir),
    webhookUrl: () => `${own}/api/payments/bootpay/webhook`,
    log,
    environment: config.appEnv,
    publicOrigin: config.publicOrigin,
  });
}
