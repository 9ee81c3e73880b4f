import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSimulator, type Simulator, type SimulatorOptions } from './create-simulator.js';

export interface ServedSimulator {
  /** As `http://127.0.0.1:45123/_simulator`. */
  url: string;
  simulator: Simulator;
  close(): Promise<void>;
}

/** The simulator on a port of its own, for a program without a shop around it. Its webhooks are acknowledged and forgotten. */
export async function serveSimulator(options: Omit<SimulatorOptions, 'webhookUrl'>): Promise<ServedSimulator> {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_simulator`;
  const simulator = createSimulator({ ...options, webhookUrl: () => `${url}/acknowledge` });
  app.post('/_simulator/acknowledge', (_request, response) => void response.json({ success: true }));
  app.use('/_simulator', simulator.router);
  return {
    url,
    simulator,
    async close() {
      await simulator.webhooks.idle();
      await simulator.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
