import { Router } from 'express';
import type { DataSource } from 'typeorm';
import type { DatabaseClock } from '../clock.js';

/** `/healthz`: the process answers. `/readyz`: so does its database, on the newest migration, with a clock that agrees. */
export function healthRoutes(db: DataSource, clock: Pick<DatabaseClock, 'isReady'>): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ ok: true });
  });
  router.get('/readyz', async (_req, res) => {
    const checks = { database: await answers(db), migrations: await migrated(db), clock: clock.isReady() };
    const ok = Object.values(checks).every(Boolean);
    res
      .set('Cache-Control', 'no-store')
      .status(ok ? 200 : 503)
      .json({ ok, checks });
  });
  return router;
}

const answers = (db: DataSource) =>
  db.query('SELECT 1').then(
    () => true,
    () => false,
  );
const migrated = (db: DataSource) =>
  db.showMigrations().then(
    (pending) => !pending,
    () => false,
  );
