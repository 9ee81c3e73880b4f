import compression from 'compression';
import type { Router } from 'express';
import express, { type Express } from 'express';
import { createConsole } from '../console/console.js';
import { consoleApart } from '../console/console-apart.js';
import { universitiesRoutes } from '../api/universities.routes.js';
import type { DatabaseClock } from '../database/clock.js';
import type { Context } from '../kernel/context.js';
import { customersRoutes } from '../api/customers.routes.js';
import { apiDocs } from '../api/http/api-docs.js';
import { authenticateCustomer } from '../api/http/authenticate-customer.js';
import { pageHeaders, privateAnswers } from '../api/http/headers.js';
import { customersOnly } from '../api/http/door.js';
import { earlyBusy, oneAfterAnother } from '../api/http/early-busy.js';
import { readReadiness } from '../database/readiness.js';
import { healthRoutes } from '../api/health.routes.js';
import { imagesRoutes } from '../api/images.routes.js';
import { jsonBody } from '../api/http/json-body.js';
import { maintenance } from '../api/http/maintenance.js';
import { someEachTurn } from '../api/http/orders-in-turn.js';
import { nothingHere, problems } from '../api/http/problem.js';
import { publicConfig } from '../api/http/public-config.js';
import { sameOrigin } from '../api/http/same-origin.js';
import { shedReads } from '../api/http/shed-reads.js';
import { everywhere, REPORTS } from '../api/http/everywhere.js';
import { policyReports } from '../api/http/policy-reports.js';
import { signInInDev } from '../api/http/sign-in-in-dev.js';
import { site } from '../api/http/site.js';
import { type Observe, watched } from '../api/http/watched.js';
import { uploadsRoutes } from '../api/uploads.routes.js';
import { orderHistory, ordersRoutes } from '../api/orders.routes.js';
import { bootpayRoutes } from '../api/bootpay.routes.js';
import { promotionsRoutes } from '../api/promotions.routes.js';
import { adminRoutes } from '../api/admin.routes.js';

export interface AppOptions {
  clock: Pick<DatabaseClock, 'isReady'>;
  trustProxy: number;
  /** By how many ms the event loop is late; without it nobody is sent away. */
  lag?: () => number;
  /** Closed to customers. */
  maintenance?: boolean;
  /** Another process serves the console. */
  consoleApart?: boolean;
  /** Where every answer is counted. */
  observe?: Observe;
  /** The simulated outside, where there is one. */
  simulator?: Router;
}

/** Of the simulator, what a customer's browser needs: the payment window and what it loads. */
const PAYING = ['/bootpay/window', '/bootpay/payments', '/assets'];

/** The whole shop as one Express app: console, API and storefront at one origin. */
export function createApp(ctx: Context, options: AppOptions): Express {
  const app = watchedApp(ctx, options);
  if (options.lag) app.use(shedReads(options.lag));
  if (options.simulator) app.use('/_simulator', signInInDev(ctx, PAYING), options.simulator);
  // Before any body parser: it would leave AdminJS waiting for a body that has been read.
  app.use('/admin', options.consoleApart ? consoleApart : createConsole(ctx));
  app.use(earlyBusy, someEachTurn);
  app.use(compression());
  app.use('/api/payments/bootpay', privateAnswers, bootpayRoutes(ctx));
  app.use(REPORTS, policyReports(ctx));
  app.use('/api/docs', signInInDev(ctx), apiDocs());
  app.use('/api/uploads', privateAnswers, sameOrigin(ctx.settings), uploadsRoutes(ctx));
  app.use('/api', privateAnswers, sameOrigin(ctx.settings), jsonBody(), oneAfterAnother);
  app.use('/api/admin', adminRoutes(ctx));
  app.use('/api', maintenance(options.maintenance ?? false));
  app.use('/api/customer', universitiesRoutes(ctx));
  app.use('/api/customer', authenticateCustomer(ctx), customersRoutes(ctx), promotionsRoutes(ctx), ordersRoutes(ctx));
  app.get('/api/orders/history', authenticateCustomer(ctx), customersOnly, orderHistory(ctx));
  app.use('/api', nothingHere);
  app.use('/images', imagesRoutes(ctx), nothingHere);
  app.use(pageHeaders(ctx.settings), publicConfig(ctx), site());
  app.use(nothingHere, problems(ctx));
  return app;
}

/** The console alone, with the calls and pictures its own pages ask for; the shop runs elsewhere with `consoleApart`. */
export function createConsoleApp(ctx: Context, options: Pick<AppOptions, 'clock' | 'trustProxy' | 'observe'>): Express {
  const app = watchedApp(ctx, options);
  app.use('/admin', createConsole(ctx));
  app.use(earlyBusy, compression());
  app.use(REPORTS, policyReports(ctx));
  app.use('/api/admin', privateAnswers, sameOrigin(ctx.settings), jsonBody(), oneAfterAnother, adminRoutes(ctx));
  app.use('/images', imagesRoutes(ctx));
  app.use(nothingHere, problems(ctx));
  return app;
}

function watchedApp(
  ctx: Context,
  { clock, trustProxy, observe, maintenance: closed = false }: Pick<AppOptions, 'clock' | 'trustProxy' | 'observe' | 'maintenance'>,
): Express {
  const app = express();
  app.disable('x-powered-by').set('trust proxy', trustProxy);
  app.use(
    everywhere(ctx.settings),
    healthRoutes(() => readReadiness(ctx.db, clock)),
  );
  return app.use(watched(ctx, { closed, ...(observe ? { observe } : {}) }));
}
