import { useEffect, useState } from 'react';
import { type Remaining, remaining } from '../lib/format';
import { serverNow } from '../lib/server-clock';

/** What is left until then by the server's clock, every second; `onEnd` is called once when it is over. */
export function useClock(iso: string, onEnd?: () => void): Remaining & { isOver: boolean } {
  const left = () => Date.parse(iso) - serverNow();
  const [ms, setMs] = useState(left);
  useEffect(() => {
    setMs(left());
    const timer = setInterval(() => {
      setMs(left());
      if (left() > 0) return;
      clearInterval(timer);
      onEnd?.();
    }, 1000);
    return () => clearInterval(timer);
  }, [iso]);
  return { ...remaining(ms), isOver: ms <= 0 };
}
