import { invalidField } from '../kernel/errors.js';
import { cleanLines, textProblem } from '../kernel/rules/typed-text.js';
import { say } from '../words/say.js';

/** Why staff did it, for the audit log. @throws AppError 422 under 2 or over 200 characters */
export function staffReason(reason: string): string {
  if (textProblem(reason, { most: 200, least: 2, lines: true }) === undefined) return cleanLines(reason);
  throw invalidField('reason', say('staff.reason'));
}
