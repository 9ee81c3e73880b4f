import { useEffect, useState } from 'react';
import { type Remaining, remaining } from '../lib/words/format';
import { serverNow } from '../lib/browser/server-clock';

/**
 * What is left until then by the server's clock, every second.
 * @param onEnd called once when it is over; must not change between renders
 */
export function useClock(iso: string, onEnd?: () => void): Remaining & { isOver: boolean } {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(serverNow());
      if (Date.parse(iso) > serverNow()) return;
      clearInterval(timer);
      onEnd?.();
    }, 1000);
    return () => clearInterval(timer);
  }, [iso, onEnd]);
  const ms = Date.parse(iso) - now;
  return { ...remaining(ms), isOver: ms <= 0 };
}
