import sharp from 'sharp';
import { SCENES, type SceneName } from './scenes/scenes.js';
import { paletteOf, type Tint } from './scenes/tints.js';

export const IMAGE_WIDTHS = [400, 800, 1200] as const;
export type ImageWidth = (typeof IMAGE_WIDTHS)[number];

/** Every drawing is 4:3. */
export const heightOf = (width: ImageWidth): number => (width * 3) / 4;

/** One product drawing as an SVG of 1200 × 900, without text and without anyone's trade mark. */
export const drawScene = (scene: SceneName, tint: Tint): string => SCENES[scene](paletteOf(tint));

/** Pictures with the same key are the same file. */
export const sceneKey = (scene: SceneName, tint: Tint): string => [scene, tint.ground, tint.finish, tint.art ?? ''].join('/');

/** One webp, `width` px wide. To have all three widths, renderWidths rasterises once. */
export const renderScene = async (svg: string, width: ImageWidth): Promise<Buffer> => (await renderWidths(svg, [width]))[width];

/** The webp files of one drawing by width in px. */
export async function renderWidths<W extends ImageWidth>(svg: string, widths: readonly W[]): Promise<Record<W, Buffer>> {
  const largest = Math.max(...widths) as W;
  const drawn = await sharp(Buffer.from(svg), { density: (72 * largest) / 1200 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = drawn.info;
  const files = widths.map(async (wanted): Promise<[W, Buffer]> => {
    const image = sharp(drawn.data, { raw: { width, height, channels } });
    // effort 1: a third of the default's time, files a tenth larger
    return [wanted, await (wanted === width ? image : image.resize(wanted)).webp({ quality: 82, effort: 1 }).toBuffer()];
  });
  return Object.fromEntries(await Promise.all(files)) as Record<W, Buffer>;
}

/** Drawings at once: a raster of 1200 × 900 is 3 MB, and libuv has four threads for them. */
const LANES = 4;

/** Draws each different picture once, in all widths, and hands the files over by `sceneKey`. */
export async function drawPictures(
  pictures: readonly { scene: SceneName; tint: Tint }[],
  keep: (key: string, files: Record<ImageWidth, Buffer>) => Promise<void> | void,
): Promise<void> {
  const different = new Map(pictures.map(({ scene, tint }) => [sceneKey(scene, tint), drawScene(scene, tint)]));
  const waiting = different.entries();
  const lane = async () => {
    for (const [key, svg] of waiting) await keep(key, await renderWidths(svg, IMAGE_WIDTHS));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
