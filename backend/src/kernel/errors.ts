/** An error a person can act on. Everything else that is thrown is a fault of ours and answers 500 without its message. */
export class AppError extends Error {
  override name = 'AppError';
  /** Seconds after which the same request may go well; told in `Retry-After`. */
  readonly retryAfter?: number;
  /**
   * @param status  the HTTP status it answers
   * @param code    stable, for programs
   * @param detail  a Korean sentence for a person: what happened and what to do
   * @param errors  one entry per field of the body that was refused
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(`${code}: ${detail}`);
  }
}

export interface FieldError {
  /** Dotted path into the body, as in `recipient.phone`; empty for the body as a whole. */
  path: string;
  message: string;
}

/** It needs the password again: what a session alone may not do. Nothing was done. */
export const passwordNeeded = () => new AppError(403, 'password_needed', '본인인지 확인할게요. 비밀번호를 입력하고 다시 해 주세요.');

/** The input breaks its contract. */
export const invalid = (detail: string, errors: readonly FieldError[] = []) => new AppError(422, 'invalid', detail, errors);

/** It does not exist, or not for this person: the same answer for both. */
export const notFound = () => new AppError(404, 'not_found', '찾을 수 없어요. 주소를 확인하거나 목록에서 다시 골라 주세요.');

/** Nobody is signed in, or the session has ended. */
export const notSignedIn = () => new AppError(401, 'not_signed_in', '로그인이 필요해요. 로그인하고 다시 해 주세요.');

/** Signed in, but this is not theirs to do. */
export const forbidden = (detail = '이 일을 할 권한이 없어요. 필요하면 관리자에게 요청해 주세요.') =>
  new AppError(403, 'forbidden', detail);

/** The request is fine but the state of things does not allow it. */
export const conflict = (code: string, detail: string) => new AppError(409, code, detail);

/** Others hold what this needs, and held it at every try. Nothing was done; the same request may be sent again. */
export class Busy extends AppError {
  /** Seconds. */
  override readonly retryAfter = 2;
  constructor(detail = '지금 주문이 몰려서 처리하지 못했어요. 잠시 뒤에 다시 눌러 주세요. 두 번 처리되지 않아요.') {
    super(503, 'busy', detail);
  }
}

/** The shop is closed for a while, on purpose (MAINTENANCE=1). */
export class Maintenance extends AppError {
  /** Seconds. */
  override readonly retryAfter = 300;
  constructor() {
    super(503, 'maintenance', '지금 가게를 손보고 있어요. 조금 뒤에 다시 와 주세요. 이미 한 주문과 결제는 그대로 있어요.');
  }
}

/** Too many tries from one place; `retryAfter` in seconds goes into the header. */
export class TooManyRequests extends AppError {
  constructor(override readonly retryAfter: number) {
    super(429, 'too_many_requests', `잠시 쉬었다가 ${Math.max(1, Math.ceil(retryAfter / 60))}분 뒤에 다시 해 주세요.`);
  }
}
