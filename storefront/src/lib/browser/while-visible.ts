/** The pause differs by a fifth either way: pages that were opened by one message do not ask in one instant. */
const SPREAD = 0.2;

/**
 * Calls again about every `ms` while the page is in front and the browser online, and at once when it comes back to the
 * front; never before the last call has ended. @returns what stops it
 */
export function whileVisible(call: () => Promise<void>, ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isCalling = false;
  let isStopped = false;
  const pause = () => ms * (1 - SPREAD + 2 * SPREAD * Math.random());
  const rest = () => {
    clearTimeout(timer);
    if (!isStopped && canAsk()) timer = setTimeout(ask, pause());
  };
  const ask = () => {
    clearTimeout(timer);
    if (isCalling || !canAsk()) return;
    isCalling = true;
    void call().finally(() => {
      isCalling = false;
      rest();
    });
  };
  const onShow = () => (canAsk() ? ask() : rest());
  document.addEventListener('visibilitychange', onShow);
  // Everyone behind one router comes back online at once: a pause first.
  globalThis.addEventListener('online', rest);
  rest();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onShow);
    globalThis.removeEventListener('online', rest);
  };
}

const canAsk = () => document.visibilityState === 'visible' && navigator.onLine;
