import { type Request, Router } from 'express';
import type { Context } from '../kernel/context.js';
import { notFound, refusal } from '../kernel/errors.js';

/** What Blob storage answers, in status and code, where the shop's disk stands in for it. */
const REFUSALS = {
  not_authentic: () => refusal(403, 'AuthenticationFailed.not_authentic'),
  expired: () => refusal(403, 'AuthenticationFailed.expired'),
  exists: () => refusal(403, 'UnauthorizedBlobOverwrite'),
  too_large: () => refusal(413, 'RequestBodyTooLarge'),
};

/** PUT of one file to an address that was issued: the same call as to Blob storage. Nothing else speaks here. */
export function uploadsRoutes({ pictures }: Pick<Context, 'pictures'>): Router {
  const router = Router({ caseSensitive: true });
  router.put('/:name', async (req, res) => {
    if (!pictures.receive) throw notFound();
    if (req.get('x-ms-blob-type') !== 'BlockBlob') throw refusal(400, 'MissingRequiredHeader');
    const took = await pictures.receive({ name: req.params.name, query: signedPart(req), body: req });
    if (took === 'created') return void res.status(201).end();
    const refused = REFUSALS[took]();
    res.set('x-ms-error-code', refused.code);
    throw refused;
  });
  return router;
}

function signedPart({ query }: Request) {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return { sp: one('sp'), se: one('se'), sig: one('sig') };
}
