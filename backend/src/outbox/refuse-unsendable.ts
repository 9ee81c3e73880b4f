import { invalid } from '../kernel/errors.js';
import { unsendable } from '../words/rules/sms-text.js';

/**
 * For what staff type and a customer gets by SMS: characters that no handset shows are named where they were typed.
 * @param path of the form's field
 * @throws AppError 422 `invalid`
 */
export function refuseUnsendable(path: string, text: string): void {
  const found = unsendable(text).map((character) => (/\p{Cc}/u.test(character) ? '(보이지 않는 제어 문자)' : character));
  if (found.length === 0) return;
  const message = `고객에게 문자로도 알려요. 휴대전화에 보이지 않는 글자를 지워 주세요: ${[...new Set(found)].join(' ')}`;
  throw invalid(message, [{ path, message }]);
}
