import { join } from 'node:path';
import type { Pictures } from '../kernel/context.js';
import { diskPictures } from './disk-pictures.js';
import type { PicturePlace, PictureSettings } from './picture-settings.js';

/** The pictures where the configuration says. Azure's library is loaded only where there is an account. */
export async function openPictures(settings: PictureSettings, place: PicturePlace): Promise<Pictures> {
  const { dataDir, publicOrigin, secret, now } = place;
  if (!settings.blobUrl)
    return diskPictures({ images: join(dataDir, 'images'), incoming: join(dataDir, 'incoming'), publicOrigin, secret, now });
  const { openBlobPictures } = await import('./blob-pictures.js');
  return openBlobPictures({ ...settings, blobUrl: settings.blobUrl }, place);
}
