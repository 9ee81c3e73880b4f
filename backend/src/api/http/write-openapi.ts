import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../kernel/root.js';
import { openapi } from './openapi.js';

// `npm run openapi`: writes what api/http/openapi.test.ts compares with.
writeFileSync(join(ROOT, 'backend/openapi.json'), `${JSON.stringify(openapi(), null, 2)}\n`);
