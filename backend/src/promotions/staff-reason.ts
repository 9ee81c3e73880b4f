import { invalid } from '../kernel/errors.js';
import { cleanLines, textProblem } from '../kernel/rules/typed-text.js';

/** Why staff did it, for the audit log. @throws AppError 422 under 2 or over 200 characters */
export function staffReason(reason: string): string {
  if (textProblem(reason, { most: 200, least: 2, lines: true }) === undefined) return cleanLines(reason);
  const message = '사유를 2자 이상 200자까지 적어 주세요.';
  throw invalid(message, [{ path: 'reason', message }]);
}
