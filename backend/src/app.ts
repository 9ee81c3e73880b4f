import compression from 'compression';
import type { Router } from 'express';
import express, { type Express } from 'express';
import { createConsole } from './admin/console.js';
import { universitiesRoutes } from './catalog/universities.routes.js';
import type { DatabaseClock } from './clock.js';
import type { Context } from './context.js';
import { customersRoutes } from './customers/customers.routes.js';
import { apiDocs } from './http/api-docs.js';
import { authenticateCustomer } from './http/authenticate-customer.js';
import { pageHeaders, privateAnswers } from './http/headers.js';
import { customersOnly } from './http/door.js';
import { earlyBusy } from './http/early-busy.js';
import { healthRoutes } from './http/health.routes.js';
import { imagesRoutes } from './http/images.routes.js';
import { jsonBody } from './http/json-body.js';
import { maintenance } from './http/maintenance.js';
import { nothingHere, problems } from './http/problem.js';
import { publicConfig } from './http/public-config.js';
import { sameOrigin } from './http/same-origin.js';
import { site } from './http/site.js';
import { uploadsRoutes } from './http/uploads.routes.js';
import { orderHistory, ordersRoutes } from './orders/orders.routes.js';
import { bootpayRoutes } from './payments/bootpay.routes.js';
import { promotionsRoutes } from './promotions/promotions.routes.js';
import { adminRoutes } from './staff/admin.routes.js';

export interface AppOptions {
  clock: Pick<DatabaseClock, 'isReady'>;
  trustProxy: number;
  /** Closed to customers. */
  maintenance?: boolean;
  /** The simulated outside, where there is one. */
  simulator?: Router;
}

/** The whole shop as one Express app: console, API and storefront at one origin. */
export function createApp(ctx: Context, options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').set('trust proxy', options.trustProxy);
  app.use(healthRoutes(ctx.db, options.clock));
  if (options.simulator) app.use('/_simulator', options.simulator);
  // Before any body parser: it would leave AdminJS waiting for a body that has been read.
  app.use('/admin', createConsole(ctx));
  app.use(earlyBusy);
  app.use(compression());
  app.use('/api/payments/bootpay', privateAnswers, bootpayRoutes(ctx));
  app.use('/api/docs', apiDocs());
  app.use('/api/uploads', privateAnswers, sameOrigin(ctx.settings), uploadsRoutes(ctx));
  app.use('/api', privateAnswers, sameOrigin(ctx.settings), jsonBody());
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
