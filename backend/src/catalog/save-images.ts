import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, insertRows, updateRows } from '../database/write.js';
import { invalid } from '../kernel/errors.js';
import { randomId } from '../kernel/random.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { allow } from '../access/allow.js';
import { PictureFile } from './picture-file.entity.js';
import { ProductImage } from './product-image.entity.js';
import type { ImageInput } from './product-input.js';
import { say } from '../words/say.js';
import { readRow, readRows } from '../database/read.js';

const productImages = table(ProductImage);
const files = table(PictureFile);

/**
 * The pictures of one product as they shall be, in that order, inside the transaction that holds the product's row. Those
 * left out go; their files stay, since orders show them. Gives names and texts before and after, where they differ.
 */
export async function saveImages(
  tx: EntityManager,
  ctx: Context,
  productId: number,
  wanted: readonly ImageInput[],
): Promise<{ images?: [unknown, unknown] }> {
  const before = await inOrder(tx, productId);
  for (const image of before.filter(({ id }) => !wanted.some((input) => input.id === id))) await removeImage(tx, ctx, image);
  for (const [position, input] of wanted.entries()) {
    const alt = cleanLine(input.alt);
    if (input.upload !== undefined) await attach(tx, ctx, { productId, alt, position }, input.upload);
    else {
      const kept = before.find(({ id }) => id === input.id);
      if (!kept) throw stale(position);
      await updateRows(tx, ProductImage, { alt, position }, sql`${productImages.id} = ${kept.id}`);
    }
  }
  const [old, now] = [before.map(audited), (await inOrder(tx, productId)).map(audited)];
  return JSON.stringify(old) === JSON.stringify(now) ? {} : { images: [old, now] };
}

const inOrder = (tx: EntityManager, productId: number) =>
  readRows(tx, ProductImage, sql`WHERE ${productImages.productId} = ${productId} ORDER BY ${productImages.position}, ${productImages.id}`);

const audited = ({ name, alt }: ProductImage) => ({ name, alt });

async function removeImage(tx: EntityManager, ctx: Context, { id, name }: ProductImage): Promise<void> {
  await deleteRows(tx, ProductImage, sql`${productImages.id} = ${id}`);
  const removedAt = ctx.clock.now();
  if ((await updateRows(tx, PictureFile, { removedAt }, sql`${files.pictureName} = ${name}`)) === 1) return;
  // It came with the seed: its files get their row now, so that they are swept like the others.
  await insertRows(tx, PictureFile, {
    uploadName: randomId(),
    pictureName: name,
    staffId: null,
    issuedAt: removedAt,
    attachedAt: removedAt,
    removedAt,
  });
}

// Once, by whoever uploaded it, and only what was looked at and published.
async function attach(
  tx: EntityManager,
  ctx: Context,
  row: Pick<ProductImage, 'productId' | 'alt' | 'position'>,
  upload: string,
): Promise<void> {
  const { staffId } = allow(ctx, 'products', 'write');
  const file = await readRow(tx, PictureFile, sql`WHERE ${files.uploadName} = ${upload}`);
  if (!file || file.staffId !== staffId || file.width === null || file.height === null) throw stale(row.position);
  const free = sql`${files.id} = ${file.id} AND ${files.attachedAt} IS NULL AND ${files.removedAt} IS NULL`;
  if ((await updateRows(tx, PictureFile, { attachedAt: ctx.clock.now() }, free)) !== 1) throw stale(row.position);
  await insertRows(tx, ProductImage, { ...row, name: file.pictureName, width: file.width, height: file.height });
}

const stale = (position: number) =>
  invalid(say('product.images_gone'), [{ path: `images.${position}`, message: say('product.image_again', { nth: position + 1 }) }]);
