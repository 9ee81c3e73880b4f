import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Context } from '../kernel/context.js';
import { AppError, refusal } from '../kernel/errors.js';
import { spend } from '../kernel/budget.js';
import { tellRefusal } from '../kernel/tell-refusal.js';
import { noteSecurity } from '../kernel/security.js';
import { contextOf } from '../api/http/door.js';
import { problems } from '../api/http/problem.js';
import { deviceFor, setDeviceCookie } from '../api/http/device-cookie.js';
import { tellRetryAfter } from '../api/http/retry-after.js';
import { clearAdminCookie, setAdminCookie } from '../api/http/admin-cookie.js';
import { authenticateStaff } from '../api/http/authenticate-staff.js';
import { signInStaff } from '../staff/sign-in-staff.js';
import { throttledSignIn } from '../staff/sign-in-throttle.js';
import { signOutStaff } from '../staff/sign-out-staff.js';
import { signInWithPasskey, askForSignature } from '../staff/sign-in-with-passkey.js';
import { PasskeyResponse } from './passkey-response.js';
import { loginPage } from './login-page.js';

const text = (most: number) => z.string().max(most).catch('');
const Login = z.object({
  email: text(254).transform((email) => email.trim().toLowerCase()),
  password: text(200),
  code: text(40),
  next: text(500),
});

/** From one network, in a minute: what is asked, and what is handed over. */
const PASSKEYS = { name: 'passkeys', tries: 60, seconds: 60 };
const PasskeyLogin = z.object({ response: PasskeyResponse, next: text(500) });

/** Sign-in and sign-out of the console: our own pages, the same verb as `POST /api/admin/session`. */
export function loginRoutes(ctx: Context): Router {
  const router = Router({ caseSensitive: true });

  router.get('/login', (req, res) => {
    res.type('html').send(loginPage({ next: inside(req.query['next']) }));
  });

  router.post('/login', express.urlencoded({ extended: false, limit: '10kb' }), async (req, res) => {
    const { email, password, code, next } = Login.parse(req.body ?? {});
    try {
      const asking = contextOf(ctx, req);
      const given = { email, password, ...(code.trim() ? { code: code.trim() } : {}) };
      const device = deviceFor(ctx.settings, asking.device, `staff:${email}`);
      const { token } = await throttledSignIn(email, asking, () => signInStaff(asking, given, device));
      setAdminCookie(res, ctx, token);
      setDeviceCookie(res, ctx.settings, device);
      res.redirect(303, inside(next));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.status === 429) noteSecurity(contextOf(ctx, req), 'request.throttled', { why: 'budget' });
      tellRetryAfter(res, error);
      res
        .status(error.status)
        .type('html')
        .send(loginPage({ email, error: tellRefusal(error).detail, next: inside(next) }));
    }
  });

  // What passkeys.js asks for and hands over. The answer tells nobody who has an account.
  router.post('/passkey/options', express.json({ limit: '1kb' }), async (req, res) => {
    await spend(ctx, PASSKEYS, contextOf(ctx, req).from ?? '');
    res.json(await askForSignature(ctx));
  });
  router.post('/passkey', express.json({ limit: '20kb' }), async (req, res) => {
    const asking = contextOf(ctx, req);
    await spend(ctx, PASSKEYS, asking.from ?? '');
    const given = PasskeyLogin.safeParse(req.body ?? {});
    if (!given.success) throw refusal(401, 'wrong_passkey');
    const { token, staff } = await signInWithPasskey(asking, given.data, asking.device);
    setAdminCookie(res, ctx, token);
    setDeviceCookie(res, ctx.settings, deviceFor(ctx.settings, asking.device, `staff:${staff.email}`));
    res.json({ next: inside(given.data.next) });
  });
  router.use('/passkey', problems(ctx));

  router.post('/logout', authenticateStaff(ctx), signOut(ctx), leave(ctx));
  return router;
}

const signOut =
  (ctx: Context): RequestHandler =>
  async (req, res) => {
    const { id, role, sessionId } = req.staff!;
    await signOutStaff({ ...ctx, actor: { kind: 'staff', id, role } }, { sessionId });
    clearAdminCookie(res, ctx).redirect(303, '/admin/login');
  };

// Whoever is not signed in any more is signed out: the page says the same.
const leave =
  (ctx: Context): ErrorRequestHandler =>
  (error, _req, res, next) => {
    if (!(error instanceof AppError) || error.status !== 401) return next(error);
    clearAdminCookie(res, ctx).redirect(303, '/admin/login');
  };

/** A path of the console, whatever was asked for: `//evil.example`, `\\evil.example` and other sites end at its front. */
export function inside(next: unknown): string {
  if (typeof next !== 'string' || !/^\/admin(?:[/?]|$)/.test(next)) return '/admin';
  const here = 'http://console.invalid';
  const url = URL.canParse(next, here) ? new URL(next, here) : undefined;
  const stays = url?.origin === here && /^\/admin(?:\/|$)/.test(url.pathname) && !/^\/admin\/(?:login|logout|api)/.test(url.pathname);
  return url && stays ? `${url.pathname}${url.search}` : '/admin';
}
