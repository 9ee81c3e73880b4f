import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** In bytes. */
export interface Memory {
  /** By JavaScript and buffers, once nothing is left to collect. */
  held: number;
  /** By the process, as the machine counts. */
  rss: number;
}

/** What this process holds after everything that nobody holds was thrown away. */
export function memory(): Memory {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, rss };
}
