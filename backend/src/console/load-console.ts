import { buildRoutes } from '@adminjs/express';
import { Router as AdminRouter } from 'adminjs';
import { Router } from 'express';
import type { Context } from '../kernel/context.js';
import { bundleIsBuilt } from './assets.js';
import { createAdmin } from './console-options.js';

/**
 * AdminJS's own routes. Its assets, its sign-in, its form parser and its bundler stay out: ours stand before it.
 * Imported dynamically, by console.ts only.
 */
export async function loadConsole(ctx: Context): Promise<Router> {
  if (!bundleIsBuilt()) await import('./build-console.js').then(({ buildConsole }) => buildConsole());
  const router = Router({ caseSensitive: true });
  buildRoutes({ admin: createAdmin(ctx), routes: AdminRouter.routes, router });
  return router;
}
