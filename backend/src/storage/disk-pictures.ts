import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pictures } from '../context.js';

const NAME = /^[0-9a-f]{32}-(400|800|1200)\.webp$/;

/** Pictures in a folder, for embedded running; the server serves them at `/images`. */
export function diskPictures(folder: string): Pictures {
  return {
    async put(name, webp) {
      if (!NAME.test(name)) throw new Error(`Not a picture's name: ${name}`);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), webp);
    },
  };
}
