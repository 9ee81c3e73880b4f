import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * One process per embedded database. The lock is SQLite's own, on a file beside it: the system lets go of it when the
 * process dies, however it dies. @returns lets go @throws Error saying what to do when another process holds it
 */
export function lockSqlite(databaseUrl: string): () => void {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : ':memory:';
  if (file === ':memory:') return () => undefined;
  mkdirSync(dirname(file), { recursive: true });
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
  } catch {
    lock.close();
    throw new Error(
      `${file} is in use by another MNG shop. Stop that one first, or give this one a database of its own (DATABASE_URL).\n` +
        'A second server or a worker needs MySQL: embedded SQLite is for one process.',
    );
  }
  return () => lock.close();
}
