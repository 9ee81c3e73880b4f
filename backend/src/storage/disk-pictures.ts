import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueUpload } from '../../../infra/functions/src/issue-upload.js';
import type { Pictures } from '../kernel/context.js';
import { type DiskUploadsOptions, diskUploads } from './disk-uploads.js';
import { orNothing } from './or-nothing.js';
import { pictureFile } from './picture-name.js';

export interface DiskPicturesOptions extends DiskUploadsOptions {
  /** The folder of what is served. */
  images: string;
}

/**
 * Pictures in folders, for embedded running. Upload addresses are issued by the function's own handler and answered as
 * Blob storage does, so that a browser cannot tell the difference.
 */
export function diskPictures(options: DiskPicturesOptions): Pictures {
  const { images, now } = options;
  const { sign, ...uploads } = diskUploads(options);
  const fileOf = (name: string) => join(images, pictureFile(name));
  return {
    uploadOrigin: null,
    startUpload: async () => {
      const { expiresAt, ...address } = await issueUpload({}, { container: 'incoming', sign, now, plainHttp: true });
      return { ...address, expiresAt: new Date(expiresAt) };
    },
    ...uploads,
    async put(name, webp) {
      const file = fileOf(name);
      await mkdir(images, { recursive: true });
      await writeFile(file, webp);
    },
    read: async (name) => orNothing(readFile(fileOf(name))),
    remove: async (name) => rm(fileOf(name), { force: true }),
  };
}
