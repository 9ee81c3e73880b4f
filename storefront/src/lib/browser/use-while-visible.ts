import { useEffect } from 'react';
import { whileVisible } from './while-visible';

/**
 * Calls again about every `ms` while the page is in front and online. @param call must not change between renders
 * @param ms null to stop: nothing can change any more
 */
export function useWhileVisible(call: () => Promise<void>, ms: number | null): void {
  useEffect(() => (ms === null ? undefined : whileVisible(call, ms)), [call, ms]);
}
