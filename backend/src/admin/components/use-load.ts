import { useCallback, useEffect, useRef, useState } from 'react';
import { type Answer, request } from './call.js';

/** What comes from the server is on its way, did not come, or is here. Drawn by Loaded alone, so that no screen forgets a case. */
export type Load<T> = { state: 'loading' } | { state: 'failed'; answer: Answer; retry: () => void } | { state: 'loaded'; value: T };

/**
 * @param pick what is wanted of an answer; undefined where it is not in there, which is a failure
 * @returns also `reload`: asks again without taking away what is here, nor what was typed over it
 */
export function useLoad<T>(url: string, pick: (answer: Answer) => T | undefined): Load<T> & { reload: () => void } {
  const [load, setLoad] = useState<Load<T>>({ state: 'loading' });
  const newest = useRef(0);
  const picked = useRef(pick);
  picked.current = pick;
  const loaded = useRef(false);
  loaded.current = load.state === 'loaded';
  const ask = useCallback(async (): Promise<void> => {
    const mine = ++newest.current;
    const answer = await request(url, { method: 'GET' });
    if (mine !== newest.current) return;
    const value = answer.ok ? picked.current(answer) : undefined;
    if (value !== undefined) return setLoad({ state: 'loaded', value });
    // Nothing has been typed yet: signing in leads back here.
    if (answer.status === 401 && !loaded.current)
      return location.assign(`/admin/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    setLoad((now) => (now.state === 'loaded' ? now : { state: 'failed', answer, retry: start }));
  }, [url]);
  const start = useCallback(() => {
    setLoad({ state: 'loading' });
    void ask();
  }, [ask]);
  useEffect(() => {
    start();
    return () => void newest.current++;
  }, [start]);
  return { ...load, reload: () => void ask() };
}
