import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../src/root.js';

/** Fills a database by `npm run seed`'s own program, in a process of its own. @throws Error with its output */
export async function seeded(url: string, folder: string, orders: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'seed/seed.ts', '--orders', String(orders)], {
    cwd: ROOT,
    env: {
      ...process.env,
      APP_ENV: 'local',
      DATABASE_URL: url,
      DATA_DIR: folder,
      TSX_TSCONFIG_PATH: join(ROOT, 'backend/tsconfig.json'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => output.push(String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The seed ended with ${code}:\n${output.join('')}`);
}
