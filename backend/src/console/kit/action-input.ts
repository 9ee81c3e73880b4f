import { z } from 'zod';
import { lines } from '../../contract/common.js';
import { saidOf } from '../../contract/said-of.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { asWritten } from '../../words/say.js';

/** Why staff do something, for the audit log. */
export const StaffReason = lines(200, 2);
/** Of a form that makes something: names it, so that it makes one however often it is sent. */
export const formKey = z.uuid().optional();
/** Of a form that edits: the version that it was opened with. */
export const openedVersion = z.number().int().positive();

/**
 * What a form of the console posted.
 * @throws AppError 422 with one entry per field that is wrong. Rules of our own (contract/common.ts) say what is wrong with a
 * text; for what else a form cannot have posted, and for all of it together, `advice` is said
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown, advice: string): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const errors = issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.code === 'custom' ? saidOf(issue) : asWritten(advice),
  }));
  throw invalid((issues.length === 1 && errors[0]?.message) || asWritten(advice), errors);
}

/** The id of the one record that an action was asked for. @throws AppError 404 */
export function recordNumber(ids: readonly string[]): number {
  const id = Number(ids[0]);
  if (!Number.isSafeInteger(id) || id < 1) throw notFound();
  return id;
}
