import { type Said, say } from '../../words/say.js';

/** What a file is by its first bytes, whatever its name and type say. `heic`: an iPhone's own format, which we cannot read. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'unknown';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** @param bytes the file's first 12, or all of them */
export function pictureKind(bytes: Uint8Array): PictureKind {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (PNG.every((byte, index) => bytes[index] === byte)) return 'png';
  if (text(bytes, 0) === 'RIFF' && text(bytes, 8) === 'WEBP') return 'webp';
  if (text(bytes, 4) !== 'ftyp') return 'unknown';
  const brand = text(bytes, 8);
  return brand === 'avif' ? 'avif' : HEIC_BRANDS.includes(brand) ? 'heic' : 'unknown';
}

const text = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** A picture's measures in px, as a person sees it: turned upright. */
export interface Measures {
  width: number;
  height: number;
  /** Frames; 1 for a still one. */
  frames: number;
}

const LEAST_WIDTH = 400;
const MOST_PIXELS = 60_000_000;
const LONGEST = 4;

/** Why a picture can't stand on a product page, and what to do. Null where it can. */
export function refusePicture({ width, height, frames }: Measures): Said | null {
  if (frames > 1) return say('not_a_picture.moving');
  if (width * height > MOST_PIXELS) return say('not_a_picture.too_large');
  if (width < LEAST_WIDTH) return say('not_a_picture.too_small', { least: LEAST_WIDTH });
  if (Math.max(width / height, height / width) > LONGEST) return say('not_a_picture.too_long');
  return null;
}
