import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from './api-error';
import { $waiting } from './come-again';
import { leftForSignIn } from './session';
import { standing } from '../browser/toast';

type Loaded<T> = { state: 'loading' } | { state: 'failed'; error: ApiError } | { state: 'ready'; data: T };

export interface Load<T> {
  loaded: Loaded<T>;
  /** From the beginning, with the skeleton. */
  retry: () => void;
  /** Again without a skeleton; what is shown stays if it fails, unless the session has ended. */
  refresh: () => Promise<void>;
  /** Puts in what another call has just answered. */
  put: (data: T) => void;
}

/** Asks once when the island starts; a visitor is led to sign in. @param ask must not change between renders */
export function useLoad<T>(ask: () => Promise<T>): Load<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const put = useCallback((data: T) => setLoaded({ state: 'ready', data }), []);
  const fail = useCallback((error: unknown) => {
    if (!leftForSignIn(error)) setLoaded({ state: 'failed', error: asApiError(error) });
  }, []);
  const retry = useCallback(() => {
    setLoaded({ state: 'loading' });
    ask().then(put, fail);
  }, [ask, put, fail]);
  const refresh = useCallback(() => ask().then(put, (error: unknown) => void leftForSignIn(error)), [ask, put]);
  useEffect(() => void ask().then(put, fail), [ask, put, fail]);
  useEffect(() => (loaded.state === 'loading' ? tellCrowd() : undefined), [loaded.state]);
  return { loaded, retry, refresh, put };
}

/** Why the skeleton stays, for as long as a read waits for its next try. @returns ends it */
function tellCrowd(): () => void {
  let hide: (() => void) | undefined;
  const takeAway = () => {
    hide?.();
    hide = undefined;
  };
  const stop = $waiting.subscribe((waiting) => {
    if (waiting === 0) takeAway();
    else hide ??= standing('지금 많이 들어오고 있어요. 곧 저절로 보여요.');
  });
  return () => {
    stop();
    takeAway();
  };
}
