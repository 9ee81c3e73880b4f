import { useState } from 'react';

let given = 0;

/** An id of its own for each place that asks. React's useId repeats itself under preact where an island has a portal: two roots. */
export function useUid(): string {
  const [id] = useState(() => `u${++given}`);
  return id;
}
