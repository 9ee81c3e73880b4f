import type { BackupPlace } from './backup-place.js';
import { folderPlace } from './folder-place.js';

/** @param url `https://account.blob.core.windows.net`, Azurite's, or `file:FOLDER` */
export const openPlace = (url: string, container: string): BackupPlace =>
  url.startsWith('file:') ? folderPlace(url.slice('file:'.length), container) : blobPlace(url, container);

/** Blob storage, whose library (15 MiB) is read with the first backup of the night and not at the start. */
function blobPlace(url: string, container: string): BackupPlace {
  let opened: Promise<BackupPlace> | undefined;
  const open = () => (opened ??= import('./blob-place.js').then((blobs) => blobs.blobPlace(url, container)));
  return {
    where: `${url.replace(/\/$/, '')}/${container}`,
    write: async (file, chunks) => (await open()).write(file, chunks),
    read: async (file) => (await open()).read(file),
    list: async (prefix) => (await open()).list(prefix),
    remove: async (file) => (await open()).remove(file),
  };
}
