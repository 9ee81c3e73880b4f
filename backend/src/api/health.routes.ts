import { Router } from 'express';
import { VERSION } from '../kernel/version.js';

/** `/healthz`: the process answers, and which version it is. `/readyz`: so does its database, on the newest migration, with a clock that agrees. */
export function healthRoutes(readReadiness: () => Promise<Readonly<Record<string, boolean>>>): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ ok: true, version: VERSION });
  });
  router.get('/readyz', async (_req, res) => {
    const checks = await readReadiness();
    const ok = Object.values(checks).every(Boolean);
    res
      .set('Cache-Control', 'no-store')
      .status(ok ? 200 : 503)
      .json({ ok, checks });
  });
  return router;
}
