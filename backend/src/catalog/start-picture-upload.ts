import type { Context } from '../kernel/context.js';
import { randomId } from '../kernel/random.js';
import { allow } from '../access/allow.js';
import { PictureFile } from './picture-file.entity.js';
import { whileStored } from './while-stored.js';
import { insertRows } from '../database/write.js';

export interface PictureUpload {
  /** Where the browser PUTs the file, once. */
  uploadUrl: string;
  /** By which the upload is finished and put into a product. */
  upload: string;
  expiresAt: Date;
}

/**
 * Gives a member of staff an address to upload one picture to. Its row comes before any file, so that none is left over.
 * @throws AppError 403; 503 `pictures_unavailable`
 */
export async function startPictureUpload(ctx: Context): Promise<PictureUpload> {
  const { staffId } = allow(ctx, 'products', 'write');
  const { uploadUrl, name: uploadName, expiresAt } = await whileStored(ctx, ctx.pictures.startUpload());
  await insertRows(ctx.db, PictureFile, { uploadName, pictureName: randomId(), staffId, issuedAt: ctx.clock.now() });
  return { uploadUrl, upload: uploadName, expiresAt };
}
