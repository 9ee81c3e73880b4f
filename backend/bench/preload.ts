import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Node's arguments that load a file of this folder into the measured shop before anything else. */
export const preload = (file: string): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(readFileSync(join(import.meta.dirname, file), 'utf8'))}`,
];
