import { Router } from 'express';
import { StaffSignIn } from '../contract/account.js';
import { ExportQuery, StartExport } from '../contract/admin.js';
import type { Context } from '../kernel/context.js';
import { body, contextOf, query } from './http/door.js';
import { addressOf } from './http/address-of.js';
import { readExport } from '../orders/read-export.js';
import { startExport } from '../orders/start-export.js';
import { clearAdminCookie, setAdminCookie } from './http/admin-cookie.js';
import { authenticateStaff, type SignedInRequestStaff } from './http/authenticate-staff.js';
import { signInStaff } from '../staff/sign-in-staff.js';
import { forgiveSignInTries, spendSignInTry } from '../staff/sign-in-throttle.js';
import { signOutStaff } from '../staff/sign-out-staff.js';

/** `/api/admin`: signing in, and the JSON that the Excel of orders is made from. Bodies come parsed. */
export function adminRoutes(ctx: Context): Router {
  const routes = Router();
  const staffOnly = authenticateStaff(ctx);

  routes.post('/session', async (req, res) => {
    const input = body(StaffSignIn, req);
    const address = addressOf(req);
    await spendSignInTry(input.email, address);
    const { token, staff } = await signInStaff(contextOf(ctx, req), input);
    await forgiveSignInTries(input.email, address);
    setAdminCookie(res, ctx, token);
    res.status(201).json({ staff });
  });

  routes.delete('/session', staffOnly, async (req, res) => {
    await signOutStaff(ctx, { sessionId: (req.staff as SignedInRequestStaff).sessionId });
    clearAdminCookie(res, ctx);
    res.status(204).end();
  });

  routes.post('/exports', staffOnly, async (req, res) => {
    const { reason, filters } = body(StartExport, req);
    const { placedFrom, placedTo, ...rest } = filters;
    const dates = { placedFrom: placedFrom ? new Date(placedFrom) : undefined, placedTo: placedTo ? new Date(placedTo) : undefined };
    res.status(201).json(await startExport(contextOf(ctx, req), { reason, filters: { ...rest, ...dates }, address: addressOf(req) }));
  });

  routes.get('/orders', staffOnly, async (req, res) => {
    const { export: id, cursor, limit } = query(ExportQuery, req);
    res.json(await readExport(contextOf(ctx, req), { id, cursor, limit }));
  });

  return routes;
}
