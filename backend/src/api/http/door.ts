import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Actor, Context } from '../../kernel/context.js';
import { type FieldError, invalid, notFound, notSignedIn } from '../../kernel/errors.js';
import { networkOf } from '../../kernel/network.js';
import { addressOf } from './address-of.js';
import { deviceOf } from './device-cookie.js';
import { type Code, say } from '../../words/say.js';
import { saidOf } from '../../contract/said-of.js';

/** What a door hands to a verb: the shop's context with who asks in it. */
export function contextOf(ctx: Context, req: Request): Context {
  const from = networkOf(addressOf(req));
  const agent = (req.get('User-Agent') ?? '').slice(0, 300);
  return { ...ctx, actor: req.actor ?? { kind: 'visitor' }, from, agent, device: deviceOf(req, ctx.settings), work: req.get('Work') };
}

declare module 'express-serve-static-core' {
  interface Request {
    actor?: Actor;
  }
}

/** The parsed body. @throws AppError 422 `invalid`, with one entry per field that is wrong */
export function body<T extends z.ZodType>(schema: T, req: Request): z.output<T> {
  if (req.body === undefined) throw invalid(say('body.empty'));
  return parse(schema, req.body, '');
}

/** The parsed query string. @throws AppError 422 `invalid` */
export const query = <T extends z.ZodType>(schema: T, req: Request): z.output<T> => parse(schema, req.query, '');

/**
 * The slug or number that a path names. @throws AppError 404 for what can be neither: MySQL refuses to compare a column
 * of ASCII with other letters, and the answer would be a 500
 */
export function param(req: Request, name: 'slug' | 'number' | 'id'): string {
  const value = req.params[name];
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,80}$/.test(value)) throw notFound();
  return value;
}

/** One header, parsed. @throws AppError 422 `invalid` */
export const header = <T extends z.ZodType>(schema: T, req: Request, name: string): z.output<T> => parse(schema, req.get(name), name);

function parse<T extends z.ZodType>(schema: T, value: unknown, root: string): z.output<T> {
  const parsed = schema.safeParse(value, { error: codeOf });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => toFieldErrors(issue, root)).slice(0, ERRORS_TOLD);
  throw invalid(errors[0]?.message ?? say('body.wrong'), errors);
}

// A body of 64 KB can be wrong in ten thousand places; the answer must not be longer than the question.
const ERRORS_TOLD = 50;

function toFieldErrors(issue: z.core.$ZodIssue, root: string): FieldError[] {
  const path = [root, ...issue.path].filter((part) => part !== '').join('.');
  const message = saidOf(issue);
  if (issue.code !== 'unrecognized_keys') return [{ path, message }];
  return issue.keys.map((key) => ({ path: [path, key].filter(Boolean).join('.'), message }));
}

/** What to do, where the contract itself says nothing better. */
function codeOf(issue: z.core.$ZodRawIssue): Code | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'body.required' : 'body.type';
    case 'too_small':
      return issue.origin === 'string' ? 'text.empty' : 'body.least';
    case 'too_big':
      return issue.origin === 'string' ? 'body.long' : 'body.most';
    case 'unrecognized_keys':
      return 'body.unknown';
    case 'invalid_format':
    case 'invalid_value':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_union':
    case 'invalid_element':
    case 'custom':
      return 'body.format';
    default:
      return undefined;
  }
}

/** Lets only signed-in customers on. */
export const customersOnly: RequestHandler = (req: Request, _res: Response, next: NextFunction) => {
  next(req.actor?.kind === 'customer' ? undefined : notSignedIn());
};
