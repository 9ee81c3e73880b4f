import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import type { Context } from '../kernel/context.js';
import { AppError, forbidden, invalid, notFound, refusal } from '../kernel/errors.js';
import { problems } from '../api/http/problem.js';
import { placeOf } from '../api/http/place-of.js';
import { sameOrigin } from '../api/http/same-origin.js';
import { inTurn } from '../api/http/early-busy.js';
import { Gate } from '../kernel/password-gate.js';
import { authenticateStaff } from '../api/http/authenticate-staff.js';
import { accountRoutes } from './account.routes.js';
import { assetsRoutes, passkeysScript } from './assets.js';
import { asVisitor, door, headers } from './door.js';
import { bodyDoor } from './door-body.js';
import { loginRoutes } from './login.routes.js';
import { refusalPage } from './refusal-page.js';
import { staffLinkRoutes } from './staff-link.routes.js';
import { asWritten } from '../words/say.js';

/**
 * The whole of `/admin`: sign-in, the door, and behind it AdminJS. Mounted before any body parser.
 * AdminJS is loaded on the first request that has passed sign-in, once for all who came meanwhile.
 */
export function createConsole(ctx: Context): Router {
  const router = Router({ caseSensitive: true });
  router.use(headers(ctx), compression(), sameOrigin(ctx.settings));
  router.use(passkeysScript(), loginRoutes(ctx), staffLinkRoutes(ctx));
  router.use(authenticateStaff(ctx));
  router.use(accountRoutes(ctx), assetsRoutes());
  router.use(door(ctx));
  // A hundred lists at once would be everybody's wait, customers' too.
  router.get(/^\/api\/resources\/[^/]+\/actions\//, inTurn(new Gate({ atOnce: 1, places: 200, placesEach: 100 })));
  router.use(express.json({ limit: '1mb' }), bodyDoor, asVisitor(ctx));
  router.use(lazily(() => import('./load-console.js').then(({ loadConsole }) => loadConsole(ctx))));
  router.use(asRefusal, toSignIn, toPage(ctx), problems(ctx));
  return router;
}

/** Loads on the first request; those who come meanwhile wait for the same load, and after a failure the next one tries again. */
export function lazily(load: () => Promise<RequestHandler>): RequestHandler {
  let loading: Promise<RequestHandler> | undefined;
  return (req, res, next) => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    loading.then((handler) => handler(req, res, next), next);
  };
}

// AdminJS's own errors carry a `statusCode`; only those that are not a fault keep it.
const asRefusal: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (error instanceof AppError || typeof status !== 'number' || status >= 500) return next(error);
  next(status === 404 ? notFound() : status === 403 ? forbidden() : invalid(asWritten('요청을 읽을 수 없어요. 화면을 새로 고쳐 주세요.')));
};

const isPage = (path: string) => !path.startsWith('/api/') && !path.startsWith('/frontend/');

// A person is sent to sign in and back; a program is told 401.
const toSignIn: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof AppError) || error.status !== 401 || req.method !== 'GET' || !isPage(req.path)) return next(error);
  res.redirect(302, `/admin/login?next=${encodeURIComponent(req.originalUrl)}`);
};

const toPage =
  ({ log }: Context): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (!isPage(req.path) || res.headersSent) return next(error);
    if (!(error instanceof AppError)) log.error({ err: error as unknown, path: placeOf(req.path) }, 'A page of the console failed');
    const refused = error instanceof AppError ? error : refusal(500, 'internal.console');
    res.status(refused.status).type('html').send(refusalPage(refused));
  };
