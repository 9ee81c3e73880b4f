import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const zip = promisify(gzip);

/**
 * An answer that is the same for everybody as long as the process runs: made on the first request for it, then sent as
 * bytes, with an ETag. @param make gives the text; @param cache as in `Cache-Control`
 */
export function keptAnswer(type: string, cache: string, make: () => string | Promise<string>): RequestHandler {
  let kept: ReturnType<typeof bytesOf> | undefined;
  return async (req, res) => {
    const { plain, zipped, etag } = await (kept ??= bytesOf(make()));
    res.set({ 'Cache-Control': cache, ETag: etag, Vary: 'Accept-Encoding' }).type(type);
    if (req.fresh) return void res.status(304).end();
    // Already zipped: the compression of the app leaves it alone.
    if (req.acceptsEncodings('gzip')) res.set('Content-Encoding', 'gzip').send(zipped);
    else res.send(plain);
  };
}

async function bytesOf(made: string | Promise<string>) {
  const text = await made;
  const plain = Buffer.from(text);
  const tag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  // Weak: the same text in either encoding.
  return { plain, zipped: await zip(plain), etag: `W/"${tag}"` };
}
