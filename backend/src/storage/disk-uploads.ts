import { createWriteStream } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sign } from '../../../infra/functions/src/issue-upload.js';
import type { Pictures, ReceivedUpload } from '../kernel/context.js';
import { keyedHash, randomId, sameText } from '../kernel/random.js';
import { orNothing } from './or-nothing.js';
import { uploadFile } from './picture-name.js';

export interface DiskUploadsOptions {
  /** The folder that nobody is served from. */
  incoming: string;
  publicOrigin: string;
  secret: string;
  now: () => Date;
}

/** A signature does not limit the size, in Azure neither; a disk must end somewhere. */
const MOST_BYTES = 100 * 1024 * 1024;

type Uploads = Pick<Pictures, 'readUpload' | 'removeUpload' | 'removeUploadsBefore'> & Required<Pick<Pictures, 'receive'>>;

/** Blob storage's side of an upload: signed addresses, and one PUT for each. */
export function diskUploads({ incoming, publicOrigin, secret, now }: DiskUploadsOptions): Uploads & { sign: Sign } {
  const fileOf = (name: string) => join(incoming, uploadFile(name));
  const signature = (name: string, sp: string, se: string) => keyedHash(secret, 'upload', `${name}\n${sp}\n${se}`);

  return {
    sign: async ({ name, permissions: sp, expiresAt }) => {
      const se = expiresAt.toISOString();
      const query = new URLSearchParams({ sp, se, sig: signature(name, sp, se) });
      return `${publicOrigin}/api/uploads/${name}?${query.toString()}`;
    },
    async receive({ name, query: { sp, se, sig }, body }) {
      if (sp !== 'c' || !sameText(sig, signature(name, sp, se))) return 'not_authentic';
      if (new Date(se) <= now()) return 'expired';
      await mkdir(incoming, { recursive: true });
      return keep(fileOf(name), body);
    },
    async readUpload(name, most) {
      const facts = await orNothing(stat(fileOf(name)));
      if (facts && facts.size > most) return 'too_large';
      return facts && orNothing(readFile(fileOf(name)));
    },
    removeUpload: async (name) => rm(fileOf(name), { force: true }),
    async removeUploadsBefore(instant) {
      const names = (await orNothing(readdir(incoming))) ?? [];
      let removed = 0;
      for (const name of names) {
        const facts = await orNothing(stat(join(incoming, name)));
        if (!facts || facts.mtime >= instant) continue;
        await rm(join(incoming, name), { force: true });
        removed++;
      }
      return removed;
    },
  };
}

// Under another name until all of it is there; then linked, which fails where the name is taken: created, never overwritten.
async function keep(file: string, body: ReceivedUpload['body']): Promise<'created' | 'exists' | 'too_large'> {
  const half = `${file}.${randomId()}`;
  try {
    await pipeline(body, upTo(MOST_BYTES), createWriteStream(half, { flags: 'wx' }));
    await link(half, file);
    return 'created';
  } catch (error) {
    if (error instanceof TooLarge) return 'too_large';
    if ((error as { code?: unknown }).code === 'EEXIST') return 'exists';
    throw error;
  } finally {
    await rm(half, { force: true });
  }
}

class TooLarge extends Error {}

function upTo(most: number) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const part of source) {
      bytes += part.length;
      if (bytes > most) throw new TooLarge();
      yield part;
    }
  };
}
