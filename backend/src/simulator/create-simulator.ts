import express from 'express';
import type { ErrorRequestHandler, Router } from 'express';
import type { Log } from '../kernel/context.js';
import { shipped } from '../kernel/root.js';
import { bootpayRoutes } from './bootpay.routes.js';
import { createFaults } from './faults.js';
import type { Faults } from './faults.js';
import { houseRoutes } from './house.routes.js';
import { createLateCommits } from './late-commits.js';
import { createLedger } from './ledger.js';
import type { Ledger } from './ledger.js';
import { messageRoutes } from './messages.routes.js';
import { commitLate } from './outside.js';
import type { Outside } from './outside.js';
import { paymentRoutes } from './payments.routes.js';
import { openStore } from './store.js';
import { createWebhooks } from './webhooks.js';
import type { Webhooks } from './webhooks.js';
import { windowRoutes } from './window.routes.js';

export interface SimulatorOptions {
  /** Its own SQLite file, or `:memory:`. */
  file: string;
  /** Where the shop takes Bootpay's webhook; asked at each try, since a port may be known late. */
  webhookUrl: () => string;
  log: Log;
  /** The configuration's APP_ENV. */
  environment: string;
  /** The shop's own address where it differs from the Host that arrives here, as behind a proxy; the window may lead back to it. */
  publicOrigin?: string;
  /** The first pause before a webhook is repeated, in milliseconds; doubled each time. 250 unless said. */
  webhookBackoffMs?: number;
}

export interface Simulator {
  /** To be mounted at `/_simulator`; parses its own bodies. */
  router: Router;
  faults: Faults;
  ledger: Ledger;
  webhooks: Pick<Webhooks, 'idle' | 'list' | 'resend'>;
  /** Stops the webhooks, ends the answers that hang, closes the file. */
  close(): Promise<void>;
}

/**
 * Bootpay, Slack and the SMS workflow over HTTP, with a memory of their own that outlives the shop's process.
 * @throws Error in production, whatever the rest of the configuration says
 */
export function createSimulator({ file, webhookUrl, log, environment, publicOrigin, webhookBackoffMs = 250 }: SimulatorOptions): Simulator {
  if (environment === 'prod') throw new Error('The simulator never runs in production.');
  const store = openStore(file);
  const faults = createFaults(store);
  const webhooks = createWebhooks({ store, faults, url: webhookUrl, log, backoffMs: webhookBackoffMs });
  const late = createLateCommits(store, (work) => commitLate({ store, webhooks }, work));
  const outside: Outside = { store, faults, webhooks, late, hanging: new Set(), publicOrigin };

  const router = express.Router();
  router.use('/assets', express.static(shipped('backend/src/simulator/assets'), { index: false }));
  router.use(express.json({ limit: '64kb' }), express.urlencoded({ extended: false, limit: '64kb' }));
  router.use('/bootpay/v2', bootpayRoutes(outside));
  router.use('/bootpay', paymentRoutes(outside), windowRoutes(outside));
  router.use(messageRoutes(outside), houseRoutes(outside));
  router.use(answerErrors(log));

  return {
    router,
    faults,
    ledger: createLedger(store),
    webhooks,
    async close() {
      late.close();
      for (const response of outside.hanging) response.destroy();
      await webhooks.close();
      store.close();
    },
  };
}

/** A body that is no JSON is the caller's mistake; anything else is a bug here, and told as one. */
function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = typeof error === 'object' && error !== null ? Number(Reflect.get(error, 'status')) : NaN;
    if (status >= 400 && status < 500)
      return void response.status(status).json({ error_code: 'INVALID_REQUEST', message: '요청을 읽을 수 없습니다.' });
    log.error({ error }, 'the simulator failed');
    response.status(500).json({ error_code: 'SIMULATOR', message: 'The simulator itself failed; see the log.' });
  };
}
