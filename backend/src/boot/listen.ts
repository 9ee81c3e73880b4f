import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Express } from 'express';
import type { Config } from './config.js';

/** Resolves once the port is open. */
export async function listen(app: Express, { port, host }: Pick<Config, 'port' | 'host'>): Promise<Server> {
  const server = app.listen(port, host);
  // Longer than a proxy keeps its side open: else it may send on a connection that we are just closing.
  server.keepAliveTimeout = 75_000;
  await once(server, 'listening');
  return server;
}
