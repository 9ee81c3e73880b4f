import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Payments } from '../context.js';
import { createBootpay } from '../payments/bootpay.js';
import type { BootpayOptions } from '../payments/bootpay.js';
import { SIMULATOR_KEYS } from './bootpay.routes.js';
import { createSimulator } from './create-simulator.js';
import type { Simulator } from './create-simulator.js';

export interface ToldWebhook {
  receipt_id: string;
  order_id: string;
  status: number;
  webhook_type: string;
}

export interface TestOutside {
  origin: string;
  simulator: Simulator;
  /** The real client, with short time-outs, through the real SDK. */
  payments: Payments;
  /** Another client with its own configuration. */
  connect(options: Partial<BootpayOptions>): Payments;
  /** Every webhook the shop was told, in the order of arrival. */
  told: ToldWebhook[];
  /** What the shop answers to its webhooks; true unless a test says otherwise. */
  shop: { acknowledges: boolean; onWebhook?: (webhook: ToldWebhook) => void };
  /** The paths Bootpay was asked for, without `/bootpay/v2`. */
  asked: string[];
  close(): Promise<void>;
}

const silent = { info() {}, warn() {}, error() {} };

/** The simulator on a port of its own, with a shop beside it that only takes webhooks. */
export async function startOutside(options: { file?: string } = {}): Promise<TestOutside> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const simulator = createSimulator({
    file: options.file ?? ':memory:',
    webhookUrl: () => `${origin}/webhook`,
    log: silent,
    environment: 'local',
    webhookBackoffMs: 5,
  });
  const told: ToldWebhook[] = [];
  const asked: string[] = [];
  const shop: TestOutside['shop'] = { acknowledges: true };

  app.use((request, _response, next) => {
    asked.push(request.originalUrl.replace('/_simulator/bootpay/v2', ''));
    next();
  });
  app.use('/_simulator', simulator.router);
  app.post('/webhook', express.json(), (request, response) => {
    const webhook = request.body as ToldWebhook;
    told.push(webhook);
    shop.onWebhook?.(webhook);
    response.status(shop.acknowledges ? 200 : 500).json({ success: shop.acknowledges });
  });

  const connect = (over: Partial<BootpayOptions>) =>
    createBootpay({
      credentials: SIMULATOR_KEYS,
      applicationKey: 'public',
      entrypoint: `${origin}/_simulator/bootpay/v2`,
      timeoutMs: { read: 150, write: 150 },
      ...over,
    });
  return {
    origin,
    simulator,
    payments: connect({}),
    connect,
    told,
    shop,
    asked,
    async close() {
      await simulator.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
