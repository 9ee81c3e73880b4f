import { useEffect, useState } from 'react';
import { type Answer, request } from './call.js';

/** What comes from the server is on its way, did not come, or is here. Drawn by Loaded alone, so that no screen forgets a case. */
export type Load<T> = { state: 'loading' } | { state: 'failed'; answer: Answer; retry: () => void } | { state: 'loaded'; value: T };

/**
 * @param pick what is wanted of an answer; undefined where it is not in there, which is a failure
 * @returns also `reload`: asks again without taking away what is here, nor what was typed over it
 */
export function useLoad<T>(url: string, pick: (answer: Answer) => T | undefined): Load<T> & { reload: () => void } {
  const [times, setTimes] = useState(0);
  const [got, setGot] = useState<{ url: string; times: number; answer: Answer }>();
  useEffect(() => {
    let awaited = true;
    void request(url, { method: 'GET' }).then((answer) => {
      if (awaited) setGot((before) => (before?.url === url && before.answer.ok && !answer.ok ? before : { url, times, answer }));
    });
    return () => {
      awaited = false;
    };
  }, [url, times]);

  const answer = got?.url === url ? got.answer : undefined;
  const reload = () => setTimes(times + 1);
  const retry = () => {
    setGot(undefined);
    reload();
  };
  // Nothing has been typed yet: signing in leads back here.
  const signedOut = answer?.status === 401;
  useEffect(() => {
    if (signedOut) location.assign(`/admin/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }, [signedOut]);

  if (!answer) return { state: 'loading', reload };
  const value = answer.ok ? pick(answer) : undefined;
  return value === undefined ? { state: 'failed', answer, retry, reload } : { state: 'loaded', value, reload };
}
