import type { RequestHandler } from 'express';
import { Maintenance } from '../../kernel/errors.js';

/** What ends a payment that has begun: `POST /api/customer/orders/NUMBER/payment`. */
const PAYMENT = /^\/customer\/orders\/[^/]+\/payment\/?$/;

/**
 * MAINTENANCE=1: customers' calls answer 503, but for the one by which a payment that was made in the window ends. The
 * webhook and the way back, the console, health checks and the jobs go on: money that moves is not lost, refunds are due.
 */
export const maintenance =
  (on: boolean): RequestHandler =>
  (req, _res, next) =>
    next(on && !(req.method === 'POST' && PAYMENT.test(req.path)) ? new Maintenance() : undefined);
