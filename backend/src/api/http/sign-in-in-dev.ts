import type { RequestHandler } from 'express';
import type { Context } from '../../kernel/context.js';
import { authenticateCustomer } from './authenticate-customer.js';
import { authenticateStaff } from './authenticate-staff.js';

/**
 * What only developers use stands open on their own machines. Where dev is deployed whoever asks must be signed in: staff, or
 * customers too for what they need to pay. Our own process asks by its loopback address, past every proxy.
 * @param forCustomers paths below the mount that customers may ask for
 */
export function signInInDev(ctx: Context, forCustomers: readonly string[] = []): RequestHandler {
  if (ctx.settings.appEnv !== 'dev') return (_req, _res, next) => next();
  const [customer, staff] = [authenticateCustomer(ctx), authenticateStaff(ctx)];
  return (req, res, next) => {
    const isOurs = req.headers['x-forwarded-for'] === undefined && LOOPBACK.has(req.socket.remoteAddress ?? '');
    if (isOurs) return next();
    const askStaff = () => void staff(req, res, next);
    if (!forCustomers.some((path) => req.path === path || req.path.startsWith(`${path}/`))) return askStaff();
    void customer(req, res, (error?: unknown) => (error || req.actor?.kind === 'customer' ? next(error) : askStaff()));
  };
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
