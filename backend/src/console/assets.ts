import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';
import { ROOT, shipped } from '../kernel/root.js';

const require = createRequire(import.meta.url);
const scripts = join(dirname(require.resolve('adminjs')), 'lib/frontend/assets/scripts');
const design = join(dirname(require.resolve('@adminjs/design-system')), '..');

/** Where the build step puts our components. No folder of the path may begin with a dot: Express would not serve it. */
export const BUNDLE = join(ROOT, 'backend/adminjs-build/components.js');

/** For pages outside AdminJS; built beside it. */
export const PASSKEYS = join(ROOT, 'backend/adminjs-build/passkeys.js');

export const bundleIsBuilt = (): boolean => existsSync(BUNDLE);

/** AdminJS's own four by its names, always in their production build, and ours. */
const FILES: Readonly<Record<string, string>> = {
  'global.bundle.js': join(scripts, 'global-bundle.production.js'),
  'design-system.bundle.js': join(design, 'bundle.production.js'),
  'app.bundle.js': join(scripts, 'app-bundle.production.js'),
  'components.bundle.js': BUNDLE,
  // Handed over as it is: bundling SheetJS with the components takes longer than everything else together.
  'xlsx.js': join(dirname(require.resolve('xlsx')), 'dist/xlsx.mini.min.js'),
  'console.css': shipped('backend/src/console/console.css'),
  'pictures.css': shipped('backend/src/console/pictures.css'),
  'lists.css': shipped('backend/src/console/lists.css'),
  'favicon.svg': shipped('backend/src/console/favicon.svg'),
};

const PLAIN = '/admin/frontend/assets/';
export const STYLES = [`${PLAIN}console.css`, `${PLAIN}pictures.css`, `${PLAIN}lists.css`];
export const SCRIPTS = [`${PLAIN}xlsx.js`];

let known: string | undefined;

// By content, the same on every instance: a new build of any file is a new address, so that each may be cached for good.
function version(): string {
  if (known) return known;
  const hash = createHash('sha256');
  for (const file of Object.values(FILES)) hash.update(readFileSync(file));
  return (known = hash.digest('hex').slice(0, 12));
}

/** AdminJS writes addresses without a version; this puts it in. */
export const versioned = (html: string): string => html.replaceAll(`"${PLAIN}`, `"${PLAIN}${version()}/`);

export const iconPath = (): string => `${PLAIN}${version()}/favicon.svg`;

export function assetsRoutes(): Router {
  const router = Router({ caseSensitive: true });
  router.get('/frontend/assets/:version/:file', (req, res, next) => {
    const file = Object.hasOwn(FILES, req.params.file) ? FILES[req.params.file] : undefined;
    if (!file) return next();
    const current = bundleIsBuilt() && req.params.version === version();
    res.set('Cache-Control', current ? 'private, max-age=31536000, immutable' : 'no-store');
    res.sendFile(file, { cacheControl: false });
  });
  return router;
}

/** The one script that is read before anybody has signed in. */
export function passkeysScript(): Router {
  const router = Router({ caseSensitive: true });
  router.get('/passkeys.js', (_req, res) => {
    res.set('Cache-Control', 'private, no-cache');
    res.sendFile(PASSKEYS, { cacheControl: false });
  });
  return router;
}
