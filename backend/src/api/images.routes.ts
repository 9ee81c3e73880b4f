import { Router } from 'express';
import type { Context } from '../kernel/context.js';
import { PICTURE_FILE } from '../storage/picture-name.js';

/** Pictures, where the shop serves them itself: from its disk, or from Azurite, which is no website. In Azure Front Door does. */
export function imagesRoutes({ pictures }: Pick<Context, 'pictures'>): Router {
  const router = Router({ caseSensitive: true });
  router.get('/:name', async (req, res, next) => {
    const { name } = req.params;
    const webp = PICTURE_FILE.test(name) ? await pictures.read(name) : null;
    if (!webp) return next();
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Content-Type-Options': 'nosniff' });
    res.type('image/webp').send(Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength));
  });
  return router;
}
