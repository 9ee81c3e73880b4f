import { Router } from 'express';
import type { Context } from '../../kernel/context.js';

/** `/config.json`: what the storefront may know of where it runs. In production it is written at deploy, so that one build serves all. */
export function publicConfig(ctx: Pick<Context, 'settings' | 'payments'>): Router {
  const router = Router();
  router.get('/config.json', (_req, res) => {
    res.set('Cache-Control', 'max-age=0, must-revalidate');
    res.json({
      environment: ctx.settings.appEnv,
      payment: { provider: ctx.payments.window, applicationKey: ctx.payments.applicationKey },
    });
  });
  return router;
}
