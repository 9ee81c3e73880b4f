import { Router } from 'express';
import { StaffSignIn } from '../contract/account.js';
import { type ExportAnswer, ExportQuery, type StaffAnswer, StartExport, type StartExportAnswer } from '../contract/admin.js';
import type { Told } from '../contract/told.js';
import type { Context } from '../kernel/context.js';
import { body, contextOf, query } from './http/door.js';
import { addressOf } from './http/address-of.js';
import { deviceFor, setDeviceCookie } from './http/device-cookie.js';
import { readExport } from '../orders/read-export.js';
import { startExport } from '../orders/start-export.js';
import { clearAdminCookie, setAdminCookie } from './http/admin-cookie.js';
import { authenticateStaff, type SignedInRequestStaff } from './http/authenticate-staff.js';
import { signInStaff } from '../staff/sign-in-staff.js';
import { throttledSignIn } from '../staff/sign-in-throttle.js';
import { signOutStaff } from '../staff/sign-out-staff.js';

/** `/api/admin`: signing in, and the JSON that the Excel of orders is made from. Bodies come parsed. */
export function adminRoutes(ctx: Context): Router {
  const routes = Router();
  const staffOnly = authenticateStaff(ctx);

  routes.post('/session', async (req, res) => {
    const input = body(StaffSignIn, req);
    const asking = contextOf(ctx, req);
    const device = deviceFor(ctx.settings, asking.device, `staff:${input.email.trim().toLowerCase()}`);
    const { token, staff } = await throttledSignIn(input.email, asking, () => signInStaff(asking, input, device));
    setAdminCookie(res, ctx, token);
    setDeviceCookie(res, ctx.settings, device);
    res.status(201).json({ staff } satisfies Told<StaffAnswer>);
  });

  // Asked by each page of the console before it shows again what it once held: see guard-session.ts.
  routes.get('/session', staffOnly, (req, res) => {
    const { id, email, name, role } = req.staff as SignedInRequestStaff;
    res.set('Cache-Control', 'no-store').json({ staff: { id, email, name, role } } satisfies Told<StaffAnswer>);
  });

  routes.delete('/session', staffOnly, async (req, res) => {
    await signOutStaff(ctx, { sessionId: (req.staff as SignedInRequestStaff).sessionId });
    clearAdminCookie(res, ctx);
    res.status(204).end();
  });

  routes.post('/exports', staffOnly, async (req, res) => {
    const { reason, filters } = body(StartExport, req);
    const started = await startExport(contextOf(ctx, req), { reason, filters, address: addressOf(req) });
    res.status(201).json(started satisfies Told<StartExportAnswer>);
  });

  routes.get('/orders', staffOnly, async (req, res) => {
    const { export: id, cursor, limit } = query(ExportQuery, req);
    res.json((await readExport(contextOf(ctx, req), { id, cursor, limit })) satisfies Told<ExportAnswer>);
  });

  return routes;
}
