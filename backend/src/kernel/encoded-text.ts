import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { sha256 } from './random.js';

export type Encoding = 'br' | 'gzip' | 'identity';

const zip = promisify(gzip);
const brotli = promisify(brotliCompress);

/**
 * A text that is sent to many: its bytes in each encoding are made when somebody first asks for that encoding, and its tag
 * once. Brotli's quality is 5: a list of 15.6 kB takes 0.4 ms and is 7 % smaller than gzip's in 0.2; 11 takes 15 ms for 19 %.
 */
export class EncodedText {
  /** Weak, as the text is the same in every encoding: goes into `ETag`. */
  readonly etag: string;
  private readonly made = new Map<Encoding, Promise<Buffer> | Buffer>();

  /** @param tagged what the tag stands for, where that is not the text itself: a text may hold the time, which alone is no news */
  constructor(text: string, tagged = text) {
    this.etag = `W/"${sha256(tagged).slice(0, 32)}"`;
    this.made.set('identity', Buffer.from(text));
  }

  /** At once where they are made already, which spares a turn of the loop. */
  bytes(encoding: Encoding): Buffer | Promise<Buffer> {
    const known = this.made.get(encoding);
    if (known) return known;
    const making = this.encoded(encoding).then((bytes) => {
      this.made.set(encoding, bytes);
      return bytes;
    });
    this.made.set(encoding, making);
    return making;
  }

  private encoded(encoding: Encoding): Promise<Buffer> {
    const plain = this.made.get('identity') as Buffer;
    if (encoding === 'gzip') return zip(plain);
    return brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
  }
}
