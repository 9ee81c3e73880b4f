import { join } from 'node:path';
import type { Pictures } from '../kernel/context.js';
import { isAzurite } from './azurite.js';
import { diskPictures } from './disk-pictures.js';
import type { PicturePlace, PictureSettings } from './picture-settings.js';

/** The pictures where the configuration says. Azure's library (15 MiB, half a second) is read when the first is touched. */
export async function openPictures(settings: PictureSettings, place: PicturePlace): Promise<Pictures> {
  const { dataDir, publicOrigin, secret, now } = place;
  const { blobUrl } = settings;
  if (!blobUrl) return diskPictures({ images: join(dataDir, 'images'), incoming: join(dataDir, 'incoming'), publicOrigin, secret, now });
  const open = async () => {
    const { openBlobPictures } = await import('./blob-pictures.js');
    return openBlobPictures({ ...settings, blobUrl }, place);
  };
  // The emulator's containers are ours to make, and a shop that cannot reach it shall not start.
  return isAzurite(blobUrl) ? open() : onFirstUse(open, new URL(blobUrl).origin);
}

function onFirstUse(open: () => Promise<Pictures>, uploadOrigin: string): Pictures {
  let opened: Promise<Pictures> | undefined;
  const pictures = () => (opened ??= open());
  return {
    uploadOrigin,
    startUpload: async () => (await pictures()).startUpload(),
    readUpload: async (name, most) => (await pictures()).readUpload(name, most),
    removeUpload: async (name) => (await pictures()).removeUpload(name),
    removeUploadsBefore: async (instant) => (await pictures()).removeUploadsBefore(instant),
    put: async (name, webp) => (await pictures()).put(name, webp),
    read: async (name) => (await pictures()).read(name),
    remove: async (name) => (await pictures()).remove(name),
  };
}
