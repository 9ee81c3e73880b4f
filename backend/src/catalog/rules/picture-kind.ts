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

/** Why a picture can't stand on a product page: Korean, what to do. Null where it can. */
export function refusePicture({ width, height, frames }: Measures): string | null {
  if (frames > 1) return '움직이는 사진이에요. 멈춘 사진으로 올려 주세요.';
  if (width * height > MOST_PIXELS) return '사진이 너무 커요. 6천만 화소(예: 가로 9,000px, 세로 6,600px)보다 작게 줄여서 올려 주세요.';
  if (width < LEAST_WIDTH) return `사진이 너무 작아요. 가로가 ${LEAST_WIDTH}px 이상인 사진으로 올려 주세요.`;
  if (Math.max(width / height, height / width) > LONGEST)
    return '사진이 너무 길쭉해요. 긴 쪽이 짧은 쪽의 네 배를 넘지 않게 잘라서 올려 주세요.';
  return null;
}
