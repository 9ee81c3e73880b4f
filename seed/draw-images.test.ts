import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { products } from './data/products.js';
import { drawPictures, drawScene, heightOf, IMAGE_WIDTHS, renderScene, renderWidths, sceneKey } from './draw-images.js';
import { SCENES, type SceneName } from './scenes/scenes.js';

const names = Object.keys(SCENES) as SceneName[];

describe('the drawings', () => {
  it.each(names)('%s rasterises to a picture that is not one flat ground', async (name) => {
    const file = await renderScene(drawScene(name, { ground: 'sky', finish: 'silver' }), 400);
    const { width, height, format } = await sharp(file).metadata();
    expect([width, height, format]).toEqual([400, 300, 'webp']);
    const { channels } = await sharp(file).extract({ left: 120, top: 60, width: 160, height: 200 }).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(8);
  });

  it('come in three widths of the same ratio', async () => {
    const files = await renderWidths(drawScene('laptop-open', { ground: 'mint', finish: 'gold', art: 'dusk' }), IMAGE_WIDTHS);
    for (const width of IMAGE_WIDTHS) {
      const made = await sharp(files[width]).metadata();
      expect([made.width, made.height]).toEqual([width, heightOf(width)]);
    }
  });

  it('that are alike are drawn once', async () => {
    const plain = { scene: 'hub', tint: { ground: 'aqua', finish: 'silver' } } as const;
    const other = { scene: 'hub', tint: { ground: 'rose', finish: 'silver' } } as const;
    const kept: string[] = [];
    await drawPictures([plain, other, { ...plain }], (key, files) => {
      kept.push(key);
      expect(Object.keys(files)).toEqual(IMAGE_WIDTHS.map(String));
    });
    expect(kept.toSorted()).toEqual([sceneKey(plain.scene, plain.tint), sceneKey(other.scene, other.tint)].toSorted());
  });

  it('use every scene for some product', () => {
    const used = new Set(products.flatMap(({ pictures }) => pictures.map(({ scene }) => scene)));
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  it('hold no text, which would need a font, and no filter, which would be slow', () => {
    for (const name of names) expect(drawScene(name, { ground: 'sand', finish: 'pink' })).not.toMatch(/<text|<filter|<image/);
  });
});
