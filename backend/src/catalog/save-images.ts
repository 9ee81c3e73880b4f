import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { execute } from '../database/database.js';
import { invalid } from '../kernel/errors.js';
import { randomId } from '../kernel/random.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { allow } from '../access/allow.js';
import { PictureFile } from './picture-file.entity.js';
import { ProductImage } from './product-image.entity.js';
import type { ImageInput } from './product-input.js';
import { say } from '../words/say.js';

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
    else if (before.some(({ id }) => id === input.id)) await tx.update(ProductImage, { id: input.id }, { alt, position });
    else throw stale(position);
  }
  const [old, now] = [before.map(audited), (await inOrder(tx, productId)).map(audited)];
  return JSON.stringify(old) === JSON.stringify(now) ? {} : { images: [old, now] };
}

const inOrder = (tx: EntityManager, productId: number) =>
  tx.find(ProductImage, { where: { productId }, order: { position: 'ASC', id: 'ASC' } });

const audited = ({ name, alt }: ProductImage) => ({ name, alt });

async function removeImage(tx: EntityManager, ctx: Context, { id, name }: ProductImage): Promise<void> {
  await tx.delete(ProductImage, { id });
  const removedAt = ctx.clock.now();
  if ((await execute(tx, 'UPDATE picture_files SET removed_at = ? WHERE picture_name = ?', [removedAt, name])) === 1) return;
  // It came with the seed: its files get their row now, so that they are swept like the others.
  await tx.insert(PictureFile, {
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
  const file = await tx.findOneBy(PictureFile, { uploadName: upload });
  if (!file || file.staffId !== staffId || file.width === null || file.height === null) throw stale(row.position);
  const take = 'UPDATE picture_files SET attached_at = ? WHERE id = ? AND attached_at IS NULL AND removed_at IS NULL';
  if ((await execute(tx, take, [ctx.clock.now(), file.id])) !== 1) throw stale(row.position);
  await tx.insert(ProductImage, { ...row, name: file.pictureName, width: file.width, height: file.height });
}

const stale = (position: number) =>
  invalid(say('product.images_gone'), [{ path: `images.${position}`, message: say('product.image_again', { nth: position + 1 }) }]);
