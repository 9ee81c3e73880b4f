import { invalid } from '../kernel/errors.js';

/** Why staff did it, for the audit log. @throws AppError 422 under 2 or over 200 characters */
export function staffReason(reason: string): string {
  const text = reason.trim();
  if (text.length >= 2 && text.length <= 200) return text;
  const message = '사유를 2자 이상 200자까지 적어 주세요.';
  throw invalid(message, [{ path: 'reason', message }]);
}
