import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Actor, Context } from '../../kernel/context.js';
import { type FieldError, invalid, notFound, notSignedIn } from '../../kernel/errors.js';
import { addressOf } from './address-of.js';

/** What a door hands to a verb: the shop's context with who asks in it. */
export function contextOf(ctx: Context, req: Request): Context {
  return { ...ctx, actor: req.actor ?? { kind: 'visitor' }, from: addressOf(req) };
}

declare module 'express-serve-static-core' {
  interface Request {
    actor?: Actor;
  }
}

/** The parsed body. @throws AppError 422 `invalid`, with one entry per field that is wrong */
export function body<T extends z.ZodType>(schema: T, req: Request): z.output<T> {
  if (req.body === undefined) throw invalid('보낼 내용이 비어 있어요. JSON으로 보내 주세요.');
  return parse(schema, req.body, '');
}

/** The parsed query string. @throws AppError 422 `invalid` */
export const query = <T extends z.ZodType>(schema: T, req: Request): z.output<T> => parse(schema, req.query, '');

/**
 * The slug or number that a path names. @throws AppError 404 for what can be neither: MySQL refuses to compare a column
 * of ASCII with other letters, and the answer would be a 500
 */
export function param(req: Request, name: 'slug' | 'number'): string {
  const value = req.params[name];
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,80}$/.test(value)) throw notFound();
  return value;
}

/** One header, parsed. @throws AppError 422 `invalid` */
export const header = <T extends z.ZodType>(schema: T, req: Request, name: string): z.output<T> => parse(schema, req.get(name), name);

function parse<T extends z.ZodType>(schema: T, value: unknown, root: string): z.output<T> {
  const parsed = schema.safeParse(value, { error: korean });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => toFieldErrors(issue, root)).slice(0, ERRORS_TOLD);
  throw invalid(errors[0]?.message ?? '입력한 내용을 다시 확인해 주세요.', errors);
}

// A body of 64 KB can be wrong in ten thousand places; the answer must not be longer than the question.
const ERRORS_TOLD = 50;

function toFieldErrors(issue: z.core.$ZodIssue, root: string): FieldError[] {
  const path = [root, ...issue.path].filter((part) => part !== '').join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [path, key].filter(Boolean).join('.'), message: issue.message }));
}

/** What to do, where the contract itself says nothing better. */
function korean(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '꼭 필요한 항목이에요.' : `${TYPES[issue.expected] ?? '정해진'} 형식으로 보내 주세요.`;
    case 'too_small':
      return issue.origin === 'string' ? '비워 둘 수 없어요.' : `${String(issue.minimum)} 이상이어야 해요.`;
    case 'too_big':
      return issue.origin === 'string' ? `${String(issue.maximum)}자까지 쓸 수 있어요.` : `${String(issue.maximum)} 이하여야 해요.`;
    case 'unrecognized_keys':
      return '모르는 항목이에요. 빼고 보내 주세요.';
    case 'invalid_format':
    case 'invalid_value':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_union':
    case 'invalid_element':
    case 'custom':
      return '형식이 맞지 않아요. 다시 확인해 주세요.';
    default:
      return undefined;
  }
}
const TYPES: Record<string, string> = { string: '글자', number: '숫자', int: '정수', boolean: '참/거짓', object: '객체', array: '목록' };

/** Lets only signed-in customers on. */
export const customersOnly: RequestHandler = (req: Request, _res: Response, next: NextFunction) => {
  next(req.actor?.kind === 'customer' ? undefined : notSignedIn());
};
