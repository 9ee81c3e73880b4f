import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's folder: the same from the sources and from the build. */
export const ROOT = find(import.meta.dirname, ['docker-compose.yml', 'package-lock.json']);

// Bundled, a file no longer stands beside the code that names it; the build copies it to its path in dist/.
const SHIPPED = find(import.meta.dirname, ['backend/src/console/favicon.svg']);

/** A file that goes with the code and is none, by its path in the repository: a style, an icon. */
export const shipped = (path: string): string => join(SHIPPED, path);

function find(folder: string, marks: readonly string[]): string {
  if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('The shop runs from its repository (or a copy of it with package-lock.json).');
  return find(above, marks);
}
