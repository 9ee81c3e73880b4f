import { randomBytes } from 'node:crypto';

/** An address to which a browser may PUT one new file. */
export interface UploadAddress {
  /** With its signature, as `https://account.blob.core.windows.net/incoming/5f0c…?sp=c&se=…&sig=…`. */
  uploadUrl: string;
  /** What the file is called in the container: 128 random bits as hex, chosen here and never by the caller. */
  name: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** What is signed: one new file and nothing else. */
export interface Grant {
  container: string;
  name: string;
  /** `c`, create: never read, never overwrite, never list. */
  permissions: 'c';
  expiresAt: Date;
  /** False for the emulator alone, which speaks HTTP. */
  httpsOnly: boolean;
}
export type Sign = (grant: Grant) => Promise<string>;

export interface Issuer {
  /** The private container that is never served. */
  container: string;
  sign: Sign;
  now: () => Date;
  /** Only where the emulator or the disk stands in for Azure. */
  plainHttp?: boolean;
}

const MOST_MINUTES = 10;
const MINUTE_MS = 60_000;

/** Thrown when an address is asked for that is never given: `minutes` is not a whole number from 1 to 10. */
export class UploadRefused extends Error {
  override name = 'UploadRefused';
}

/**
 * Issues the address of one upload. A signature limits neither type nor size, so what arrives is looked at before it is
 * used; what it does limit is all here: one random name, created once, for ten minutes at most, over HTTPS.
 * @param wanted `{ minutes }`, 10 where left out
 * @throws UploadRefused; whatever `sign` throws
 */
export async function issueUpload(wanted: { minutes?: unknown }, issuer: Issuer): Promise<UploadAddress> {
  const minutes = wanted.minutes ?? MOST_MINUTES;
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES)
    throw new UploadRefused(`minutes: a whole number from 1 to ${MOST_MINUTES}`);
  const name = randomBytes(16).toString('hex');
  const expiresAt = new Date(issuer.now().getTime() + minutes * MINUTE_MS);
  const { container } = issuer;
  const uploadUrl = await issuer.sign({ container, name, permissions: 'c', expiresAt, httpsOnly: !issuer.plainHttp });
  return { uploadUrl, name, expiresAt: expiresAt.toISOString() };
}
