import { Mutex } from 'async-mutex';
import type { Metadata, Sharp } from 'sharp';
import { AppError } from '../kernel/errors.js';
import { pictureKind, refusePicture } from './rules/picture-kind.js';
import { type Said, say } from '../words/say.js';

const WIDTHS = [400, 800, 1200] as const;
const QUALITY = 82;
const PATIENCE_SECONDS = 20;

export interface Rendered {
  /** Pixels of the 800 wide one. */
  width: number;
  height: number;
  files: { width: (typeof WIDTHS)[number]; webp: Uint8Array }[];
}

/** Pictures of tens of megapixels: one at a time, or a few at once would take the server's memory. */
const oneAtATime = new Mutex();

/**
 * Makes the three webp files of an upload: turned upright, in sRGB, without what the camera wrote about place and person.
 * What comes out is drawn anew from pixels, so nothing that was hidden in the upload leaves the house. Never enlarged.
 * @throws AppError 422 `not_a_picture` with a Korean sentence for each reason
 */
export const renderPicture = (upload: Uint8Array): Promise<Rendered> => oneAtATime.runExclusive(() => render(upload));

async function render(upload: Uint8Array): Promise<Rendered> {
  const kind = pictureKind(upload);
  if (kind === 'heic') throw refused(say('not_a_picture.heic'));
  if (kind === 'unknown') throw refused(say('not_a_picture.unknown'));
  // Loaded on the first picture: most servers never see one.
  const { default: sharp } = await import('sharp');
  const refusal = refusePicture(measures(await readable(sharp(upload, { limitInputPixels: false }).metadata())));
  if (refusal) throw refused(refusal);
  const upright = sharp(upload, { failOn: 'error' }).autoOrient().timeout({ seconds: PATIENCE_SECONDS });
  const { data, info } = await readable(pixels(upright.resize({ width: WIDTHS.at(-1) ?? 0, withoutEnlargement: true })));
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const files: Rendered['files'] = [];
  for (const width of WIDTHS) {
    const webp = await sharp(data, { raw }).resize({ width, withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();
    files.push({ width, webp });
  }
  const shown = Math.min(info.width, 800);
  return { width: shown, height: Math.round((info.height * shown) / info.width), files };
}

const pixels = (image: Sharp) => image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });

const measures = ({ autoOrient, pages }: Metadata) => ({ ...autoOrient, frames: pages ?? 1 });

// Whatever the decoder says, it says about the file: it is broken, cut off, or something else than it begins like.
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw refused(say('not_a_picture.broken'));
  }
}

const refused = (said: Said) => new AppError(422, 'not_a_picture', said);
