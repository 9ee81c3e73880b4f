import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Context } from '../kernel/context.js';
import { AppError } from '../kernel/errors.js';
import { tellRefusal } from '../kernel/tell-refusal.js';
import { noteSecurity } from '../kernel/security.js';
import { contextOf } from '../api/http/door.js';
import { tellRetryAfter } from '../api/http/retry-after.js';
import { clearAdminCookie, setAdminCookie } from '../api/http/admin-cookie.js';
import { authenticateStaff } from '../api/http/authenticate-staff.js';
import { signInStaff } from '../staff/sign-in-staff.js';
import { throttledSignIn } from '../staff/sign-in-throttle.js';
import { signOutStaff } from '../staff/sign-out-staff.js';
import { loginPage } from './login-page.js';

const text = (most: number) => z.string().max(most).catch('');
const Login = z.object({
  email: text(254).transform((email) => email.trim().toLowerCase()),
  password: text(200),
  code: text(12),
  next: text(500),
});

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
      const { token } = await throttledSignIn(email, asking, () => signInStaff(asking, given));
      setAdminCookie(res, ctx, token).redirect(303, inside(next));
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
