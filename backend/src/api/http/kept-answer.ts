import type { Request, RequestHandler, Response } from 'express';
import { EncodedText, type Encoding } from '../../kernel/encoded-text.js';

/**
 * An answer that is the same for everybody as long as the process runs: made on the first request for it, then sent as
 * bytes, with an ETag. @param make gives the text; @param cache as in `Cache-Control`
 */
export function keptAnswer(type: string, cache: string, make: () => string | Promise<string>): RequestHandler {
  let kept: Promise<EncodedText> | undefined;
  return async (req, res) => sendKept(req, res, { type, cache, text: await (kept ??= encoded(make)) });
}

const encoded = async (make: () => string | Promise<string>) => new EncodedText(await make());

/** Sends a text that others are sent as well; nothing (304) to who has it. The compression of the app leaves it alone. */
export async function sendKept(
  req: Request,
  res: Response,
  { type, cache, text }: { type: string; cache: string; text: EncodedText },
): Promise<void> {
  res.set({ 'Cache-Control': cache, ETag: text.etag, Vary: 'Accept-Encoding' });
  if (req.fresh) return void res.status(304).end();
  const encoding = encodingOf(req);
  const bytes = await text.bytes(encoding);
  if (encoding !== 'identity') res.set('Content-Encoding', encoding);
  res
    .type(type)
    .set('Content-Length', String(bytes.length))
    .end(req.method === 'HEAD' ? undefined : bytes);
}

/** The smallest that is accepted: browsers list gzip first and mean no order by it. */
function encodingOf(req: Request): Encoding {
  const accepted = req.acceptsEncodings();
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding)) ?? 'identity';
}
