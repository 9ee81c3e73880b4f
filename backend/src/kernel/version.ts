import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.js';

// Written when the shop is packaged for a deploy, whose smoke test asks for it.
const FILE = join(ROOT, 'version.txt');

/** Which release this is; `source` where it was never packaged. */
export const VERSION = existsSync(FILE) ? readFileSync(FILE, 'utf8').trim() : 'source';
