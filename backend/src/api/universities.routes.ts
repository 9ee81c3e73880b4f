import { Router } from 'express';
import type { UniversitiesAnswer } from '../contract/account.js';
import type { Told } from '../contract/told.js';
import type { Context } from '../kernel/context.js';
import { listUniversities } from '../catalog/list-universities.js';

/**
 * `GET /universities`, the one public answer of the customer API. Mounted before anybody is recognised: a cookie renewed
 * on an answer that caches may keep would be handed to whoever asks next.
 */
export function universitiesRoutes(ctx: Context): Router {
  const router = Router();
  router.get('/universities', async (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json({ universities: await listUniversities(ctx) } satisfies Told<UniversitiesAnswer>);
  });
  return router;
}
