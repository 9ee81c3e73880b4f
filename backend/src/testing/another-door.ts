import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../boot/app.js';
import type { Context } from '../kernel/context.js';
import { memoryLimiter, triesBy } from '../kernel/tries.js';

export interface Door {
  /** As `http://127.0.0.1:45123`. */
  url: string;
  stop(): void;
}

/**
 * The same shop as one more process serves it, behind a proxy that says where a request came from.
 * @param tries counted anew, unless they are the shop's
 */
export async function anotherDoor(ctx: Context, tries = triesBy(memoryLimiter, ctx.settings.secrets.field)): Promise<Door> {
  const app = createApp({ ...ctx, tries }, { clock: { isReady: () => true }, trustProxy: 1 });
  const server = createServer(app as RequestListener).listen(0, '127.0.0.1');
  server.keepAliveTimeout = 75_000; // as the shop's own
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
