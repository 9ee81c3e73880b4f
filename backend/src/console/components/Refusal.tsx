import type { Answer } from './call.js';

/**
 * Why the server said no, in its own words, with the fields it named. What was typed stays while somebody signs in beside it.
 * @param reload offered where what this was decided on has changed meanwhile
 */
export function Refusal({ answer, reload }: { answer: Answer | undefined; reload?: (() => void) | undefined }) {
  if (!answer?.notice) return null;
  const named = (answer.errors ?? []).filter(({ message }) => message !== answer.notice?.message);
  return (
    <div className="mng-refusal" role="alert">
      <p>{answer.notice.message}</p>
      {named.length > 0 && (
        <ul>
          {named.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {answer.status === 401 && (
        <a className="mng-second" href="/admin/login" target="_blank" rel="noreferrer">
          새 창에서 로그인
        </a>
      )}
      {reload && answer.code === 'changed_meanwhile' && (
        <button type="button" className="mng-second" onClick={reload}>
          다시 불러오기
        </button>
      )}
    </div>
  );
}
