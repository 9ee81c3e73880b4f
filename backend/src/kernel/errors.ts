import type { Work } from './work.js';
import { type RefusalCode, type Said, say, type Values } from '../words/say.js';

/**
 * An error a person can act on. Everything else that is thrown is a fault of ours and answers 500 without its message.
 * It carries what is to be said, as a code and values: the door makes the sentence (`tell-refusal.ts`).
 */
export class AppError extends Error {
  override name = 'AppError';
  /** Seconds after which the same request may go well; told in `Retry-After`. */
  readonly retryAfter?: number;
  /**
   * @param status  the HTTP status it answers
   * @param code    stable, for programs
   * @param said    for a person: what happened and what to do
   * @param errors  one entry per field of the body that was refused
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly said: Said,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(said.code.startsWith(code) ? said.code : `${code}: ${said.code}`);
  }
}

export interface FieldError {
  /** Dotted path into the body, as in `recipient.phone`; empty for the body as a whole. */
  path: string;
  message: Said;
}

/** @param code with its case behind a dot, if it has any; programs see what stands before it */
export const refusal = <C extends RefusalCode>(status: number, code: C, ...values: Values<C>): AppError =>
  new AppError(status, bare(code), say(code, ...values));

/** The same where it is about one field, which says the same. */
export const fieldRefusal = <C extends RefusalCode>(status: number, path: string, code: C, ...values: Values<C>): AppError =>
  new AppError(status, bare(code), say(code, ...values), [{ path, message: say(code, ...values) }]);

const bare = (code: RefusalCode): string => code.replace(/\..*$/, '');

/** It needs the password again: what a session alone may not do. Nothing was done. */
export const passwordNeeded = () => refusal(403, 'password_needed');

/** The input breaks its contract. */
export const invalid = (said: Said, errors: readonly FieldError[] = []) => new AppError(422, 'invalid', said, errors);

/** The same of one field, which says it all. */
export const invalidField = (path: string, said: Said) => invalid(said, [{ path, message: said }]);

/** It does not exist, or not for this person: the same answer for both. */
export const notFound = () => refusal(404, 'not_found');

/** Nobody is signed in, or the session has ended. */
export const notSignedIn = () => refusal(401, 'not_signed_in');

/** Signed in, but this is not theirs to do. */
export const forbidden = () => refusal(403, 'forbidden');

/** The request is fine but the state of things does not allow it. */
export const conflict = <C extends RefusalCode>(code: C, ...values: Values<C>) => refusal(409, code, ...values);

/** Others hold what this needs, and held it at every try. Nothing was done; the same request may be sent again. */
export class Busy extends AppError {
  /** @param retryAfter seconds */
  constructor(
    code: 'busy' | 'busy.passwords' | 'busy.reads' = 'busy',
    override readonly retryAfter = 2,
  ) {
    super(503, 'busy', say(code));
  }
}

/** The shop is closed for a while, on purpose (MAINTENANCE=1). */
export class Maintenance extends AppError {
  /** Seconds. */
  override readonly retryAfter = 300;
  constructor() {
    super(503, 'maintenance', say('maintenance'));
  }
}

/** Too many tries from one place; `retryAfter` in seconds goes into the header. */
export class TooManyRequests extends AppError {
  constructor(override readonly retryAfter: number) {
    super(429, 'too_many_requests', say('too_many_requests', { minutes: Math.max(1, Math.ceil(retryAfter / 60)) }));
  }
}

/** The same, but who brings this work with the next try is let on sooner. */
export class WorkNeeded extends TooManyRequests {
  constructor(
    readonly work: Work,
    retryAfter: number,
  ) {
    super(retryAfter);
  }
}
