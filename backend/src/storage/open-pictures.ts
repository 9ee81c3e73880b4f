import { join } from 'node:path';
import type { Pictures } from '../context.js';
import { diskPictures } from './disk-pictures.js';

export interface PictureSettings {
  /** As `https://account.blob.core.windows.net`, or Azurite's; null for a folder on this machine's disk. */
  blobUrl: string | null;
  /** The private container that browsers upload into. */
  incoming: string;
  /** The container that is served. */
  pictures: string;
  /** The function that issues upload addresses; null where this process does. */
  uploadFunction: { url: string; audience: string } | null;
}

export interface PicturePlace {
  dataDir: string;
  publicOrigin: string;
  /** Signs the disk's upload addresses. */
  secret: string;
  now: () => Date;
}

/** The pictures where the configuration says. Azure's library is loaded only where there is an account. */
export async function openPictures(settings: PictureSettings, place: PicturePlace): Promise<Pictures> {
  const { dataDir, publicOrigin, secret, now } = place;
  if (!settings.blobUrl)
    return diskPictures({ images: join(dataDir, 'images'), incoming: join(dataDir, 'incoming'), publicOrigin, secret, now });
  const { openBlobPictures } = await import('./blob-pictures.js');
  return openBlobPictures({ ...settings, blobUrl: settings.blobUrl }, place);
}
