import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from './api-error';
import { leftForSignIn } from './session';

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
  return { loaded, retry, refresh, put };
}
