import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { read, type RowOf } from '../database/read.js';
import { limit, type Sql, sql } from '../database/sql.js';
import { type Column, table } from '../database/tables.js';
import { deleteRows, updateRows } from '../database/write.js';
import { PictureFile } from './picture-file.entity.js';
import { ProductImage } from './product-image.entity.js';

const DAY_MS = 86_400_000;
/** A form that was opened yesterday is not saved any more. */
const ABANDONED_AFTER_MS = DAY_MS;
/** Pages that were opened before show the picture still. */
const KEPT_AFTER_REMOVAL_MS = 7 * DAY_MS;
const BATCH = 200;

const files = table(PictureFile);
const images = table(ProductImage);
const UNSHOWN = { id: files.id, name: files.pictureName };

/**
 * Deletes the files that nothing shows: uploads nobody came back for, pictures that no product took or that were taken out
 * a week ago, unless an order shows them. Files first, then their row: killed in between, the next run does it again.
 * @param isOrdered whether an order shows the picture of that name: whoever knows the orders hands it in
 * @returns how many pictures went
 */
export async function sweepPictures(ctx: Context, isOrdered: (name: Column<string>) => Sql): Promise<number> {
  const now = ctx.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const abandoned = sql`${files.attachedAt} IS NULL AND ${files.removedAt} IS NULL AND ${files.issuedAt} < ${before(ABANDONED_AFTER_MS)}`;
  await transact(ctx.db, (tx) => updateRows(tx, PictureFile, { removedAt: now }, abandoned));
  await ctx.pictures.removeUploadsBefore(before(ABANDONED_AFTER_MS));
  let swept = 0;
  for (;;) {
    const batch = await read(
      ctx.db,
      UNSHOWN,
      sql`FROM ${files} WHERE ${files.removedAt} < ${before(KEPT_AFTER_REMOVAL_MS)} AND NOT ${isOrdered(files.pictureName)}
        AND NOT EXISTS (SELECT 1 FROM ${images} WHERE ${images.name} = ${files.pictureName}) ORDER BY ${files.id} ${limit(BATCH)}`,
    );
    for (const row of batch) await remove(ctx, row);
    swept += batch.length;
    if (batch.length < BATCH) return swept;
  }
}

async function remove(ctx: Context, { id, name }: RowOf<typeof UNSHOWN>): Promise<void> {
  for (const width of [400, 800, 1200]) await ctx.pictures.remove(`${name}-${width}.webp`);
  await deleteRows(ctx.db, PictureFile, sql`${files.id} = ${id}`);
}
