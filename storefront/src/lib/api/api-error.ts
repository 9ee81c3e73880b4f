import type { Problem } from '@mngshop/backend/contract';

/** A refusal (RFC 9457), or that no answer came (`offline`, `unreachable`, `too_late`, status 0). `detail` is a sentence to show as it is. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly { path: string; message: string }[] = [],
  ) {
    super(`${code}: ${detail}`);
  }

  /** The message of one field of the body, as in `recipient.phone`. */
  of(path: string): string | undefined {
    return this.errors.find((error) => error.path === path)?.message;
  }
}

/** What an answer that isn't 2xx says; a body that is no problem document (a proxy's page) becomes one. */
export function fromAnswer(status: number, body: unknown): ApiError {
  if (isProblem(body)) return new ApiError(status, body.code, body.detail, body.errors);
  const detail =
    status === 429
      ? '요청이 많아 잠시 쉬고 있어요. 1분 뒤에 다시 해 주세요.'
      : '서버가 잠시 답하지 못하고 있어요. 잠시 뒤에 다시 해 주세요.';
  return new ApiError(status, status === 404 ? 'not_found' : 'unexpected', detail);
}

/** Nothing came back. @param isOnline what the browser believes about its connection */
export const noAnswer = (isOnline: boolean): ApiError =>
  isOnline
    ? new ApiError(0, 'unreachable', '서버에 닿지 못했어요. 잠시 뒤에 다시 해 주세요.')
    : new ApiError(0, 'offline', '인터넷이 끊겼어요. 연결을 확인하고 다시 해 주세요.');

/** The deadline of the call has passed. @param isRead nothing can have changed; otherwise it may have been done all the same */
export const tooLate = (isRead: boolean): ApiError =>
  new ApiError(
    0,
    'too_late',
    isRead ? '답이 늦어지고 있어요. 잠시 뒤에 다시 해 주세요.' : '답이 오지 않았어요. 바뀌었는지 확인하고 다시 해 주세요.',
  );

/** Anything thrown, as something that can be shown. */
export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError(0, 'unexpected', '화면을 그리다 문제가 생겼어요. 새로고침해 주세요.');

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'detail' in body;
}
