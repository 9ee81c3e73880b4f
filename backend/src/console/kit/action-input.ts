import type { z } from 'zod';
import { invalid, notFound } from '../../kernel/errors.js';

/** What a form of the console posted. @throws AppError 422 with `advice`, and one entry per field that is wrong */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown, advice: string): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(
    advice,
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: advice })),
  );
}

/** The id of the one record that an action was asked for. @throws AppError 404 */
export function recordNumber(ids: readonly string[]): number {
  const id = Number(ids[0]);
  if (!Number.isSafeInteger(id) || id < 1) throw notFound();
  return id;
}
