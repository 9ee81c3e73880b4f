import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FLAGS } from './flags.mjs';
import { ROOT } from './run.mjs';

const started = FLAGS.join(' ');

it.each([
  ['.docker/start.sh', `exec node ${started} dist/backend/src/main.js`],
  ['infra/terraform/web.tf', `start_command = "node ${started} dist/backend/src/main.js"`],
  ['docker-compose.yml', `command: [node, ${FLAGS.join(', ')}, dist/backend/src/worker.js]`],
])('%s starts Node as npm start does', (file, command) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(command);
});
