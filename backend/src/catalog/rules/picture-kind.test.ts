import { describe, expect, it } from 'vitest';
import { imageUrl } from './image-url.js';
import { pictureKind, refusePicture } from './picture-kind.js';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)));
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const SIZE = [0, 0, 0, 24];

describe('a file', () => {
  it.each([
    ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['unknown', bytes([0xff, 0xd8, 0xfe])],
    ['unknown', bytes([0xff, 0xd9, 0xff])],
    ['unknown', bytes([0xfe, 0xd8, 0xff])],
    ['png', bytes(PNG)],
    ['webp', bytes('RIFF', SIZE, 'WEBP')],
    ['unknown', bytes('RIFF', SIZE, 'WAVE')],
    ['unknown', bytes('RIFX', SIZE, 'WEBP')],
    ['avif', bytes(SIZE, 'ftypavif')],
    ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map((brand) => ['heic', bytes(SIZE, `ftyp${brand}`)] as const),
    ['unknown', bytes(SIZE, 'ftypmp42')],
    ['unknown', bytes(SIZE, 'ftyp')],
    ['unknown', bytes(SIZE, 'moovavif')],
    ['unknown', bytes()],
    ...PNG.map((byte, index) => ['unknown', bytes(PNG.with(index, byte + 1))] as const),
  ] as const)('is %s by its first bytes: %j', (kind, file) => {
    expect(pictureKind(file)).toBe(kind);
  });
});

describe('a picture', () => {
  const refused = (width: number, height: number, frames = 1) => refusePicture({ width, height, frames })?.code ?? null;

  it('stands still, is wide enough, not too large, and no strip', () => {
    expect(refused(800, 600, 2)).toBe('not_a_picture.moving');
    expect([refused(399, 400), refused(400, 400)]).toEqual(['not_a_picture.too_small', null]);
    expect([refused(6_000, 10_000), refused(6_000, 10_001)]).toEqual([null, 'not_a_picture.too_large']);
    expect(refused(60_000_001, 1)).toBe('not_a_picture.too_large');
    expect([refused(1_600, 400), refused(1_601, 400)]).toEqual([null, 'not_a_picture.too_long']);
    expect([refused(400, 1_600), refused(400, 1_601)]).toEqual([null, 'not_a_picture.too_long']);
    expect(refusePicture({ width: 1, height: 1, frames: 1 })?.values).toEqual({ least: 400 });
  });

  it('has an address where there is one', () => {
    expect([imageUrl('abc'), imageUrl(null), imageUrl(undefined), imageUrl('')]).toEqual(['/images/abc-800.webp', null, null, null]);
  });
});
