import { type Request, Router } from 'express';
import type { Context } from '../kernel/context.js';
import { AppError, notFound } from '../kernel/errors.js';

/** What Blob storage answers, in status and code, where the shop's disk stands in for it. */
const REFUSALS = {
  not_authentic: [403, 'AuthenticationFailed', '이 주소로는 올릴 수 없어요. 사진을 다시 골라 주세요.'],
  expired: [403, 'AuthenticationFailed', '올릴 수 있는 시간이 지났어요. 사진을 다시 골라 주세요.'],
  exists: [403, 'UnauthorizedBlobOverwrite', '이미 올린 사진이에요. 다른 사진은 새로 골라 주세요.'],
  too_large: [413, 'RequestBodyTooLarge', '파일이 너무 커요. 10MB보다 작은 사진으로 골라 주세요.'],
} as const;

/** PUT of one file to an address that was issued: the same call as to Blob storage. Nothing else speaks here. */
export function uploadsRoutes({ pictures }: Pick<Context, 'pictures'>): Router {
  const router = Router({ caseSensitive: true });
  router.put('/:name', async (req, res) => {
    if (!pictures.receive) throw notFound();
    if (req.get('x-ms-blob-type') !== 'BlockBlob')
      throw new AppError(400, 'MissingRequiredHeader', 'x-ms-blob-type 헤더에 BlockBlob이라고 적어 주세요.');
    const took = await pictures.receive({ name: req.params.name, query: signedPart(req), body: req });
    if (took === 'created') return void res.status(201).end();
    const [status, code, detail] = REFUSALS[took];
    res.set('x-ms-error-code', code);
    throw new AppError(status, code, detail);
  });
  return router;
}

function signedPart({ query }: Request) {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return { sp: one('sp'), se: one('se'), sig: one('sig') };
}
