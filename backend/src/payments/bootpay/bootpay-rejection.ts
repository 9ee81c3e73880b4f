import { OutsideError } from '../../kernel/context.js';

/** What `withHttpStatus` leaves in place of the body of an answer that is not a success. */
interface HttpRejection {
  httpStatus: number;
  body: unknown;
}

/** Bootpay said no and nothing happened, whichever HTTP status carries it. */
const DEFINITE = new Set(['RC_NOT_FOUND', 'RC_CONFIRM_FAILED', 'RC_CANCEL_SERVER_ERROR', '3708', '3710']);
/** Bootpay lost its own gateway (time-out, DNS): the money may have moved, although the answer is well-formed JSON. */
const UNSURE = /CRITICAL/;
/** Wrong keys or too many calls: nothing happened, but it says nothing about the payment, so it is not a refusal of it. */
const NOT_ABOUT_THE_PAYMENT = new Set([401, 403, 408, 425, 429]);
const CREDENTIAL_CODES = new Set(['TOKEN_KEY_INVALID', 'APP_KEY_NOT_FOUND', 'APP_KEY_NOT_REST', 'APP_SK_NOT_MATCHED']);

/** An axios response transform: the SDK rejects with the bare body, and without the status a 500 looks like a refusal. */
export function withHttpStatus(body: unknown, _headers: unknown, status = 200): unknown {
  return status < 300 ? body : ({ httpStatus: status, body } satisfies HttpRejection);
}

export function isUnauthorised(rejection: unknown): boolean {
  if (!isHttpRejection(rejection)) return false;
  return rejection.httpStatus === 401 || CREDENTIAL_CODES.has(errorCode(rejection.body) ?? '');
}

/**
 * One typed error for whatever the SDK rejects with: JSON `{error_code, message}`, an HTML string, `{error_code: -100}`.
 * @param secrets are struck out of the message, wherever Bootpay repeats them
 */
export function toOutsideError(call: string, rejection: unknown, secrets: string[] = []): OutsideError {
  if (rejection instanceof OutsideError) return rejection;
  const { kind, code } = judge(rejection);
  return new OutsideError(kind, code, strike(`Bootpay ${call}: ${code}${said(rejection)}`, secrets));
}

function judge(rejection: unknown): { kind: OutsideError['kind']; code: string } {
  const status = isHttpRejection(rejection) ? rejection.httpStatus : null;
  const body = isHttpRejection(rejection) ? rejection.body : rejection;
  const code = errorCode(body);
  if (code === '-100') return { kind: 'unknown', code: /timeout|cancel|abort/i.test(said(body)) ? 'timeout' : 'socket' };
  if (code === null) return { kind: 'unknown', code: status === null ? 'bad_answer' : `http_${status}` };
  return { kind: isDefinite(code, status) ? 'refused' : 'unknown', code };
}

function isDefinite(code: string, status: number | null): boolean {
  if (UNSURE.test(code) || CREDENTIAL_CODES.has(code) || code === '-101') return false;
  if (DEFINITE.has(code)) return true;
  return status !== null && status < 500 && !NOT_ABOUT_THE_PAYMENT.has(status);
}

/** A failed cancel names the gateway's reason (3708 already done, 3710 too much) in either of two fields. */
function errorCode(body: unknown): string | null {
  const code = field(body, 'error_code');
  if (code === null) return null;
  return code === 'RC_CANCEL_SERVER_ERROR' ? (field(body, 'pg_error_code') ?? code) : code;
}

function said(rejection: unknown): string {
  const message = field(isHttpRejection(rejection) ? rejection.body : rejection, 'message');
  return message === null ? '' : ` (${message.slice(0, 200)})`;
}

function field(body: unknown, name: string): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function strike(text: string, secrets: string[]): string {
  return secrets.filter(Boolean).reduce((clean, secret) => clean.replaceAll(secret, '•••'), text);
}

function isHttpRejection(rejection: unknown): rejection is HttpRejection {
  return typeof rejection === 'object' && rejection !== null && 'httpStatus' in rejection && typeof rejection.httpStatus === 'number';
}
