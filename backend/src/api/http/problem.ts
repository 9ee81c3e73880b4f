import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Context } from '../../kernel/context.js';
import { AppError, notFound, refusal, WorkNeeded } from '../../kernel/errors.js';
import { requestId } from '../../kernel/request-id.js';
import { noteSecurity } from '../../kernel/security.js';
import { tellRefusal } from '../../kernel/tell-refusal.js';
import { addressOf } from './address-of.js';
import { placeOf } from './place-of.js';
import { tellRetryAfter } from './retry-after.js';

/** Every refusal as RFC 9457 `application/problem+json`. What is not an AppError is a fault of ours: logged, and told as such. */
export const problems =
  ({ log, watch }: Pick<Context, 'log' | 'watch'>): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const refused = asRefusal(error);
    if (refused.status >= 500 && refused.code === 'internal')
      log.error({ err: error, method: req.method, path: placeOf(req.path) }, 'A request failed');
    const asking = { log, from: addressOf(req), ...(watch ? { watch } : {}), ...(req.actor ? { actor: req.actor } : {}) };
    if (refused.status === 429) noteSecurity(asking, 'request.throttled', { why: 'budget' });
    if (refused.code === 'other_origin') noteSecurity(asking, 'request.other_origin', { why: 'origin' });
    tellRetryAfter(res, refused);
    const { status, code, detail, errors } = tellRefusal(refused);
    res
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:mngshop:problem:${code}`,
          title: STATUS_CODES[status] ?? 'Error',
          status,
          code,
          detail,
          ...(status >= 500 ? { instance: instance() } : {}),
          ...(errors.length > 0 ? { errors } : {}),
          ...(refused instanceof WorkNeeded ? { work: refused.work } : {}),
        }),
      );
  };

/**
 * Names this very fault, as the log does (RFC 9457 §3.1.5). Not in a refusal, which is the same to the byte for what is not there
 * and for what somebody may not see; the header has the id of every answer.
 */
const instance = () => {
  const id = requestId();
  return id === undefined ? undefined : `urn:uuid:${id}`;
};

/** Whatever no route answered. */
export const nothingHere: RequestHandler = (_req, _res, next) => next(notFound());

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  switch (type) {
    case 'entity.parse.failed':
      return refusal(400, 'malformed_json');
    case 'entity.too.large':
      return refusal(413, 'too_large.body');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return refusal(415, 'unsupported_media_type.charset');
    default:
      break;
  }
  // Express's own refusals, as a path that is not valid percent-encoding.
  if (status && status >= 400 && status < 500) return refusal(status, 'bad_request');
  return refusal(500, 'internal');
}
