import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import type { DataSource } from 'typeorm';
import type { DatabaseClock } from '../database/clock.js';
import { ROOT } from '../kernel/root.js';

// Written when the shop is packaged for a deploy, whose smoke test asks for it.
const VERSION_FILE = join(ROOT, 'version.txt');
const VERSION = existsSync(VERSION_FILE) ? readFileSync(VERSION_FILE, 'utf8').trim() : 'source';

/** `/healthz`: the process answers, and which version it is. `/readyz`: so does its database, on the newest migration, with a clock that agrees. */
export function healthRoutes(db: DataSource, clock: Pick<DatabaseClock, 'isReady'>): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ ok: true, version: VERSION });
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
