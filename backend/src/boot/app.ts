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
import { nothingHere, problems } from '../api/http/problem.js';
import { publicConfig } from '../api/http/public-config.js';
import { sameOrigin } from '../api/http/same-origin.js';
import { everywhere, REPORTS } from '../api/http/everywhere.js';
import { policyReports } from '../api/http/policy-reports.js';
import { signInInDev } from '../api/http/sign-in-in-dev.js';
import { site } from '../api/http/site.js';
import { uploadsRoutes } from '../api/uploads.routes.js';
import { orderHistory, ordersRoutes } from '../api/orders.routes.js';
import { bootpayRoutes } from '../api/bootpay.routes.js';
import { promotionsRoutes } from '../api/promotions.routes.js';
import { adminRoutes } from '../api/admin.routes.js';

export interface AppOptions {
  clock: Pick<DatabaseClock, 'isReady'>;
  trustProxy: number;
  /** Closed to customers. */
  maintenance?: boolean;
  /** Another process serves the console. */
  consoleApart?: boolean;
  /** The simulated outside, where there is one. */
  simulator?: Router;
}

/** Of the simulator, what a customer's browser needs: the payment window and what it loads. */
const PAYING = ['/bootpay/window', '/bootpay/payments', '/assets'];

/** The whole shop as one Express app: console, API and storefront at one origin. */
export function createApp(ctx: Context, options: AppOptions): Express {
  const app = watchedApp(ctx, options);
  if (options.simulator) app.use('/_simulator', signInInDev(ctx, PAYING), options.simulator);
  // Before any body parser: it would leave AdminJS waiting for a body that has been read.
  app.use('/admin', options.consoleApart ? consoleApart : createConsole(ctx));
  app.use(earlyBusy);
  app.use(compression());
  app.use('/api/payments/bootpay', privateAnswers, bootpayRoutes(ctx));
  app.use(REPORTS, policyReports(ctx.log));
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
  app.use(nothingHere, problems(ctx.log));
  return app;
}

/** The console alone, with the calls and pictures its own pages ask for; the shop runs elsewhere with `consoleApart`. */
export function createConsoleApp(ctx: Context, options: Pick<AppOptions, 'clock' | 'trustProxy'>): Express {
  const app = watchedApp(ctx, options);
  app.use('/admin', createConsole(ctx));
  app.use(earlyBusy, compression());
  app.use(REPORTS, policyReports(ctx.log));
  app.use('/api/admin', privateAnswers, sameOrigin(ctx.settings), jsonBody(), oneAfterAnother, adminRoutes(ctx));
  app.use('/images', imagesRoutes(ctx));
  app.use(nothingHere, problems(ctx.log));
  return app;
}

function watchedApp(ctx: Context, { clock, trustProxy }: Pick<AppOptions, 'clock' | 'trustProxy'>): Express {
  const app = express();
  app.disable('x-powered-by').set('trust proxy', trustProxy);
  return app.use(
    everywhere(ctx.settings),
    healthRoutes(() => readReadiness(ctx.db, clock)),
  );
}
