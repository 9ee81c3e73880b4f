import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import helmet from 'helmet';
import { keptAnswer } from './kept-answer.js';

/** A page to read the API on, from packages on this machine: nothing remote. */
export function apiDocs(): Router {
  const router = Router();
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'script-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:'],
          'upgrade-insecure-requests': null,
        },
      },
      // everywhere.ts sets it.
      strictTransportSecurity: false,
    }),
  );
  router.get(
    '/openapi.json',
    keptAnswer('json', CACHE, () => import('./openapi.js').then(({ openapi }) => JSON.stringify(openapi()))),
  );
  router.get(
    '/start.js',
    keptAnswer('js', CACHE, () => START),
  );
  router.use(express.static(swagger, { index: false, redirect: false }));
  router.get(
    '/',
    keptAnswer('html', CACHE, () => PAGE),
  );
  return router;
}

/** A deploy may change them. */
const CACHE = 'public, max-age=0, must-revalidate';
const START = `window.ui = SwaggerUIBundle({ url: '/api/docs/openapi.json', dom_id: '#docs', deepLinking: true });`;

const PAGE = `<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MNG샵 API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</html>
`;
