import { ProductImage } from '../../backend/src/catalog/product-image.entity.js';
import { saveProduct } from '../../backend/src/catalog/save-product.js';
import type { Context } from '../../backend/src/kernel/context.js';
import { randomId } from '../../backend/src/kernel/random.js';
import { products } from '../data/products.js';
import { drawPictures, heightOf, IMAGE_WIDTHS, type ImageWidth, sceneKey } from '../draw-images.js';

/** Products with their variants, stock and the rows of their pictures; the pictures themselves are drawn by `drawAll`. */
export async function fillProducts(ctx: Context): Promise<{ drawAll: () => Promise<void> }> {
  const namesByScene = new Map<string, string[]>();
  for (const { pictures, ...product } of products) {
    const { id } = await saveProduct(ctx, { ...product, variants: product.variants.map((variant) => ({ ...variant, active: true })) });
    const images = pictures.map(({ scene, tint, alt }, position) => {
      const name = randomId();
      const key = sceneKey(scene, tint);
      namesByScene.set(key, [...(namesByScene.get(key) ?? []), name]);
      return { productId: id, name, alt, position, width: SHOWN_WIDTH, height: heightOf(SHOWN_WIDTH) };
    });
    await ctx.db.manager.insert(ProductImage, images);
  }
  return { drawAll: () => drawAll(ctx, namesByScene) };
}

/** The width that an image's row speaks of. */
const SHOWN_WIDTH = 800;

async function drawAll(ctx: Context, namesByScene: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const keep = async (key: string, files: Record<ImageWidth, Buffer>) => {
    for (const name of namesByScene.get(key) ?? []) {
      for (const width of IMAGE_WIDTHS) await ctx.pictures.put(`${name}-${width}.webp`, files[width]);
    }
  };
  await drawPictures(
    products.flatMap(({ pictures }) => pictures),
    keep,
  );
}
