import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../src/kernel/root.js';

/** Fills a database by `npm run seed`. @throws Error with its output */
export const seeded = (url: string, folder: string, orders: number) => seed(url, folder, ['--orders', String(orders)]);

/** Whether stock, counters and money agree in a database of any size, by `npm run seed -- --check`. @throws Error with what does not */
export const checked = (url: string, folder: string) => seed(url, folder, ['--check']);

async function seed(url: string, folder: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'seed/seed.ts', ...args], {
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
