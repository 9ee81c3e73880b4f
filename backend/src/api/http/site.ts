import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { ROOT } from '../../kernel/root.js';

/** From the start of an address to the shell that answers it; the storefront's dev server reads the same file. */
const Rewrites = z.record(z.string(), z.string());

/**
 * The built storefront, as Front Door and the static website serve it in production: pages revalidated, hashed assets
 * for good, one shell for every promotion, product and order.
 */
export function site(dist = join(ROOT, 'storefront/dist')): Router {
  const router = Router();
  const shell =
    (file: string): RequestHandler =>
    (_req, res) =>
      res.set('Cache-Control', 'max-age=0, must-revalidate').sendFile(join(dist, file));
  for (const [prefix, file] of readRewrites()) router.get(`${prefix}:slug`, shell(file));
  router.use('/_astro', express.static(join(dist, '_astro'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  router.use(
    express.static(dist, {
      redirect: false,
      extensions: ['html'],
      cacheControl: false,
      setHeaders: (res) => res.setHeader('Cache-Control', 'max-age=0, must-revalidate'),
    }),
  );
  // A folder with a dot is no page of ours but this one.
  router.use('/.well-known', express.static(join(dist, '.well-known'), { index: false, redirect: false, maxAge: '1d' }));
  // What browsers ask for by themselves, from pages that name no icon.
  router.get('/favicon.ico', (_req, res) => res.redirect(301, '/favicon.svg'));
  router.get('/{*page}', (req, res, next) => {
    const folder = join(dist, req.path, 'index.html');
    if (folder.startsWith(dist) && existsSync(folder)) return res.set('Cache-Control', 'max-age=0, must-revalidate').sendFile(folder);
    if (!existsSync(join(dist, '404.html'))) return next();
    res.status(404).set('Cache-Control', 'no-store').sendFile(join(dist, '404.html'));
  });
  return router;
}

const readRewrites = () => Object.entries(Rewrites.parse(JSON.parse(readFileSync(join(ROOT, 'storefront/rewrites.json'), 'utf8'))));
