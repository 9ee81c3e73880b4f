import type { Context } from '../kernel/context.js';
import { execute, transact } from '../database/database.js';
import { PictureFile } from './picture-file.entity.js';

const DAY_MS = 86_400_000;
/** A form that was opened yesterday is not saved any more. */
const ABANDONED_AFTER_MS = DAY_MS;
/** Pages that were opened before show the picture still. */
const KEPT_AFTER_REMOVAL_MS = 7 * DAY_MS;
const BATCH = 200;

/**
 * Deletes the files that nothing shows: uploads nobody came back for, pictures that no product took or that were taken out
 * a week ago, unless an order shows them. Files first, then their row: killed in between, the next run does it again.
 * @returns how many pictures went
 */
export async function sweepPictures(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  await transact(ctx.db, (tx) => execute(tx, MARK_ABANDONED, [now, before(ABANDONED_AFTER_MS)]));
  await ctx.pictures.removeUploadsBefore(before(ABANDONED_AFTER_MS));
  let swept = 0;
  for (;;) {
    const batch = await ctx.db.query<Row[]>(UNSHOWN, [before(KEPT_AFTER_REMOVAL_MS), BATCH]);
    for (const row of batch) await remove(ctx, row);
    swept += batch.length;
    if (batch.length < BATCH) return swept;
  }
}

interface Row {
  id: number;
  name: string;
}

const MARK_ABANDONED = 'UPDATE picture_files SET removed_at = ? WHERE attached_at IS NULL AND removed_at IS NULL AND issued_at < ?';

const UNSHOWN = `
  SELECT f.id, f.picture_name AS name FROM picture_files f
  WHERE f.removed_at < ? AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.image_name = f.picture_name)
    AND NOT EXISTS (SELECT 1 FROM product_images i WHERE i.name = f.picture_name)
  ORDER BY f.id LIMIT ?`;

async function remove(ctx: Context, { id, name }: Row): Promise<void> {
  for (const width of [400, 800, 1200]) await ctx.pictures.remove(`${name}-${width}.webp`);
  await ctx.db.manager.delete(PictureFile, { id });
}
