import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Payments, Receipt } from '../kernel/context.js';
import { createBootpay } from '../payments/bootpay/bootpay.js';
import type { BootpayOptions } from '../payments/bootpay/bootpay.js';
import { createSimulator } from './create-simulator.js';
import type { Simulator } from './create-simulator.js';
import { SIMULATED_KEYS } from './simulated-keys.js';

interface ToldWebhook {
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
  /** Posts JSON to a path below `/_simulator`. */
  post(path: string, body: object): Promise<Response>;
  /** Pays 10,000 won for the order MNG-1 as a program does, unless `over` says otherwise; returns the receipt's id. */
  pay(over?: object): Promise<string>;
  cancel(receiptId: string, amount: number, cancelId: string): Promise<Receipt>;
  close(): Promise<void>;
}

const silent = { info() {}, warn() {}, error() {} };

/** The simulator on a port of its own, with a shop beside it that only takes webhooks. */
export async function startOutside(
  options: { file?: string; publicOrigin?: string; webhookBackoffMs?: number } = {},
): Promise<TestOutside> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const simulator = createSimulator({
    file: ':memory:',
    webhookBackoffMs: 5,
    ...options,
    webhookUrl: () => `${origin}/webhook`,
    log: silent,
    environment: 'local',
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
      credentials: SIMULATED_KEYS,
      applicationKey: 'public',
      entrypoint: `${origin}/_simulator/bootpay/v2`,
      // More than an answer takes on a busy machine; a test that hangs waits for it.
      timeoutMs: { read: 2_000, write: 2_000 },
      ...over,
    });
  const payments = connect({});
  const post = (path: string, body: object) =>
    fetch(`${origin}/_simulator${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    origin,
    simulator,
    payments,
    connect,
    told,
    shop,
    asked,
    post,
    async pay(over = {}) {
      const response = await post('/bootpay/payments', { orderId: 'MNG-1', price: 10_000, ...over });
      return ((await response.json()) as { receiptId: string }).receiptId;
    },
    cancel: (receiptId, amount, cancelId) => payments.cancel({ receiptId, amount, cancelId, reason: '차액' }),
    async close() {
      await simulator.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
