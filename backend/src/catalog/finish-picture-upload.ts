import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound, refusal } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { PictureFile } from './picture-file.entity.js';
import { type Rendered, renderPicture } from './render-picture.js';
import { imageUrl } from './rules/image-url.js';
import { whileStored } from './while-stored.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const pictureFiles = table(PictureFile);

const MOST_BYTES = 10 * 1024 * 1024;

export interface PublishedPicture {
  /** What saveProduct takes it by. */
  upload: string;
  /** 800 px wide. */
  url: string;
  width: number;
  height: number;
}

/**
 * Looks at what was uploaded, publishes what it makes of it, and deletes the upload, also of what it refuses. The product
 * takes it when it is saved. Asked again, it gives the same answer.
 * @throws AppError 403; 404 for an address that this member of staff was not given; 409 `not_uploaded`; 413 `too_large`;
 * 422 `not_a_picture`; 503 `pictures_unavailable`
 */
export async function finishPictureUpload(ctx: Context, { upload }: { upload: string }): Promise<PublishedPicture> {
  const { staffId } = allow(ctx, 'products', 'write');
  const own = staffId === null ? sql`${pictureFiles.staffId} IS NULL` : sql`${pictureFiles.staffId} = ${staffId}`;
  const mine = sql`WHERE ${pictureFiles.uploadName} = ${upload} AND ${own} AND ${pictureFiles.removedAt} IS NULL`;
  const file = await readRow(ctx.db, PictureFile, mine);
  if (!file) throw notFound();
  if (file.width !== null && file.height !== null) return published(file, file.width, file.height);
  try {
    const rendered = await renderPicture(await readUpload(ctx, upload));
    await publish(ctx, file, rendered);
    await record(ctx, file, rendered);
    return published(file, rendered.width, rendered.height);
  } finally {
    await dropUpload(ctx, upload);
  }
}

async function readUpload(ctx: Context, upload: string): Promise<Uint8Array> {
  const bytes = await whileStored(ctx, ctx.pictures.readUpload(upload, MOST_BYTES));
  if (bytes === 'too_large') throw refusal(413, 'too_large.picture');
  if (!bytes) throw conflict('not_uploaded');
  return bytes;
}

async function publish(ctx: Context, { pictureName }: PictureFile, { files }: Rendered): Promise<void> {
  const puts = files.map(({ width, webp }) => ctx.pictures.put(`${pictureName}-${width}.webp`, webp));
  await whileStored(ctx, Promise.all(puts));
}

async function record(ctx: Context, { id, pictureName }: PictureFile, { width, height }: Rendered): Promise<void> {
  await transact(ctx.db, async (tx) => {
    await updateRows(tx, PictureFile, { width, height }, sql`${pictureFiles.id} = ${id}`);
    await audit(tx, ctx, { action: 'finishPictureUpload', resource: 'products', recordId: pictureName, changes: { width, height } });
  });
}

// One that stays behind is swept a day later; the answer to the person does not wait for that.
async function dropUpload(ctx: Context, upload: string): Promise<void> {
  await ctx.pictures.removeUpload(upload).catch((error: unknown) => {
    ctx.log.warn({ err: error, upload }, 'An upload could not be deleted');
  });
}

const published = ({ uploadName, pictureName }: PictureFile, width: number, height: number): PublishedPicture => ({
  upload: uploadName,
  url: imageUrl(pictureName) ?? '',
  width,
  height,
});
