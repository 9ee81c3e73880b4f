import 'reflect-metadata';
import { createConsoleApp } from './boot/app.js';
import { type Config, readConfig } from './boot/config.js';
import { listen } from './boot/listen.js';
import { openMetrics } from './boot/open-metrics.js';
import { openShop } from './boot/open-shop.js';
import { onStop } from './boot/stop.js';

try {
  await main(readConfig(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** The console in a process of its own, at the same address behind the proxy; the servers then run with CONSOLE=apart. */
async function main(config: Config): Promise<void> {
  if (config.databaseUrl.startsWith('sqlite:'))
    throw new Error('The console apart needs MySQL (DATABASE_URL): embedded SQLite is for one process.');
  const { ctx, clock, close } = await openShop(config, config.simulatorUrl ?? `${config.publicOrigin}/_simulator`);
  const metrics = await openMetrics(config, ctx);
  const options = { clock, trustProxy: config.trustProxy, ...(metrics.observe ? { observe: metrics.observe } : {}) };
  const server = await listen(createConsoleApp(ctx, options), config);
  process.send?.('ready');
  onStop(async () => {
    server.close();
    server.closeIdleConnections();
    await metrics.stop();
    await close();
  });
}
