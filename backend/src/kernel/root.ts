import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's folder: the same from the sources and from the build. */
export const ROOT = find(import.meta.dirname);

function find(folder: string): string {
  if (existsSync(join(folder, 'docker-compose.yml')) || existsSync(join(folder, 'package-lock.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('The shop runs from its repository (or a copy of it with package-lock.json).');
  return find(above);
}
