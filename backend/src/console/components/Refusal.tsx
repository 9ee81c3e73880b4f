import type { Answer } from './call.js';

/** Why the server said no, in its own words, with the fields it named. */
export function Refusal({ answer }: { answer: Answer | undefined }) {
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
    </div>
  );
}
