import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../../kernel/context.js';
import { AppError, notFound } from '../../kernel/errors.js';
import { tellRetryAfter } from './retry-after.js';

/** Every refusal as RFC 9457 `application/problem+json`. What is not an AppError is a fault of ours: logged, and told as such. */
export const problems =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = asRefusal(error);
    if (refusal.status >= 500 && refusal.code === 'internal')
      log.error({ err: error, method: req.method, path: req.path }, 'A request failed');
    tellRetryAfter(res, refusal);
    const { status, code, detail, errors } = refusal;
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
          ...(errors.length > 0 ? { errors } : {}),
        }),
      );
  };

/** Whatever no route answered. */
export const nothingHere: RequestHandler = (_req, _res, next) => next(notFound());

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  switch (type) {
    case 'entity.parse.failed':
      return new AppError(400, 'malformed_json', 'JSON 형식이 깨져 있어요. 형식을 확인하고 다시 보내 주세요.');
    case 'entity.too.large':
      return new AppError(413, 'too_large', '보낸 내용이 너무 커요. 줄여서 다시 보내 주세요.');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new AppError(415, 'unsupported_media_type', 'UTF-8 JSON으로 보내 주세요.');
    default:
      break;
  }
  // Express's own refusals, as a path that is not valid percent-encoding.
  if (status && status >= 400 && status < 500)
    return new AppError(status, 'bad_request', '요청을 읽을 수 없어요. 주소와 내용을 확인해 주세요.');
  return new AppError(500, 'internal', '저희 쪽 문제로 처리하지 못했어요. 잠시 뒤에 다시 해 주세요.');
}
