import type { Router } from 'express';
import type { Context } from '../kernel/context.js';
import { universitiesRoutes } from '../api/universities.routes.js';
import { customersRoutes } from '../api/customers.routes.js';
import { ordersRoutes } from '../api/orders.routes.js';
import { bootpayRoutes } from '../api/bootpay.routes.js';
import { promotionsRoutes } from '../api/promotions.routes.js';
import { adminRoutes } from '../api/admin.routes.js';

/** Every route of the customer API that the routers really have, as `GET /api/customer/promotions/:slug`. */
export const customerRoutes = (ctx: Context): string[] =>
  [universitiesRoutes, customersRoutes, promotionsRoutes, ordersRoutes].flatMap((routes) => routesOf(routes(ctx), '/api/customer'));

/** Those of programs and staff besides. */
export const otherRoutes = (ctx: Context): string[] => [
  ...routesOf(adminRoutes(ctx), '/api/admin'),
  ...routesOf(bootpayRoutes(ctx), '/api/payments/bootpay'),
];

function routesOf(router: Router, prefix: string): string[] {
  return router.stack.flatMap(({ route }) => {
    const methods = new Set(route?.stack.map((layer) => layer.method.toUpperCase()));
    return [...methods].map((method) => `${method} ${prefix}${route?.path ?? ''}`);
  });
}
