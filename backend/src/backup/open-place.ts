import type { BackupPlace } from './backup-place.js';
import { blobPlace } from './blob-place.js';
import { folderPlace } from './folder-place.js';

/** @param url `https://account.blob.core.windows.net`, Azurite's, or `file:FOLDER` */
export const openPlace = (url: string, container: string): BackupPlace =>
  url.startsWith('file:') ? folderPlace(url.slice('file:'.length), container) : blobPlace(url, container);
