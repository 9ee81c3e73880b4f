import type { Response } from 'express';
import type { AppError } from '../../kernel/errors.js';

/** `Retry-After`, in whole seconds, where the refusal knows when it ends. */
export function tellRetryAfter(res: Response, { retryAfter }: AppError): void {
  if (retryAfter !== undefined) res.set('Retry-After', String(Math.ceil(retryAfter)));
}
