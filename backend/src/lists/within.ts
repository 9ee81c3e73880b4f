import { And, type FindOperator, LessThan, MoreThanOrEqual } from 'typeorm';
import type { Period } from '../kernel/rules/period.js';

/** A period as TypeORM compares a column with it. @throws Error for one that is open on both sides */
export function within({ from, before }: Period): FindOperator<Date> {
  if (from && before) return And(MoreThanOrEqual(from), LessThan(before));
  if (from) return MoreThanOrEqual(from);
  if (before) return LessThan(before);
  throw new Error('A period without a beginning and an end is no condition.');
}
