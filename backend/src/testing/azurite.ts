import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../kernel/root.js';
import { AZURITE_ACCOUNT } from '../storage/azurite.js';

const PROGRAM = join(ROOT, '.config/azurite/node_modules/azurite/dist/src/blob/main.js');

/** Whether it is installed; `npm test` names the command that does it. Suites over it stand in `describe.skipIf(!hasAzurite)`. */
export const hasAzurite = existsSync(PROGRAM);

export interface Azurite {
  /** As `http://127.0.0.1:45123/devstoreaccount1`. */
  url: string;
  stop: () => Promise<void>;
}

/** Azure's own emulator of Blob storage, in memory, on a free port. @throws Error with what it printed where it does not start */
export async function startAzurite(): Promise<Azurite> {
  const args = [
    '--blobHost',
    '127.0.0.1',
    '--blobPort',
    '0',
    '--inMemoryPersistence',
    '--silent',
    '--disableTelemetry',
    '--skipApiVersionCheck',
  ];
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}/${AZURITE_ACCOUNT}`,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

// It says `… successfully listens on http://127.0.0.1:45123`, with the port that it was given.
async function portOf(child: ChildProcess): Promise<number> {
  const printed: string[] = [];
  child.stderr?.on('data', (text) => printed.push(String(text)));
  for await (const line of createInterface({ input: child.stdout! })) {
    printed.push(line);
    const port = /successfully listens on http:\/\/[^:]+:(\d+)/.exec(line)?.[1];
    if (port) {
      child.stdout?.resume();
      return Number(port);
    }
  }
  throw new Error(`Azurite did not start:\n${printed.join('\n')}`);
}
