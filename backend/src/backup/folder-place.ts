import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ROOT } from '../kernel/root.js';
import { AlreadyThere, type BackupPlace, NotThere } from './backup-place.js';

/** Backups in a folder, for a shop on one machine. @param folder from the repository's, if not absolute */
export function folderPlace(folder: string, container: string): BackupPlace {
  const place = join(isAbsolute(folder) ? folder : join(ROOT, folder), container);
  return {
    where: place,
    write: async (file, chunks) => {
      const target = join(place, file);
      const unfinished = `${target}.${randomUUID()}.part`;
      await mkdir(dirname(target), { recursive: true });
      try {
        await pipeline(chunks, createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }));
        // A link, unlike a rename, fails where there is a file already.
        await link(unfinished, target);
      } catch (error) {
        throw isCode(error, 'EEXIST') ? new AlreadyThere(`${target} is there already.`) : error;
      } finally {
        await rm(unfinished, { force: true });
      }
    },
    read: async (file) => {
      await stat(join(place, file)).catch(() => {
        throw new NotThere(`There is no ${file} in ${place}.`);
      });
      return createReadStream(join(place, file), { highWaterMark: 512 * 1024 }) as AsyncIterable<Buffer>;
    },
    list: async (prefix) => {
      const names = await readdir(place, { recursive: true }).catch((error: unknown) => {
        if (isCode(error, 'ENOENT')) return [];
        throw error;
      });
      return names.filter((name) => name.startsWith(prefix) && !name.endsWith('.part')).toSorted();
    },
    remove: (file) => rm(join(place, file), { force: true }),
  };
}

const isCode = (error: unknown, code: string) => (error as { code?: unknown }).code === code;
