import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ModelOptions {
  engine: 'sqlite' | URL;
  /** Random histories, all lanes together. */
  runs: number;
  /** Processes, each with a database and a seed of its own. */
  lanes: number;
  say(line: string): void;
}

const SEED = 20_261_122;
const LANE = fileURLToPath(new URL('./model-lane.js', import.meta.url));

/** Plays random histories of orders and payments; after every move of each, all that must be true is checked. */
export async function proveModel({ engine, runs, lanes, say }: ModelOptions): Promise<string[]> {
  const began = Date.now();
  const each = Math.ceil(runs / lanes);
  const failures = await Promise.all(Array.from({ length: lanes }, (_, index) => lane(engine, SEED + index, each)));
  say(`${each * lanes} histories in ${lanes} processes, ${Math.round((each * lanes * 1000) / (Date.now() - began))} a second`);
  return failures.flat();
}

async function lane(engine: 'sqlite' | URL, seed: number, runs: number): Promise<string[]> {
  const env = { ...process.env, TEST_ENGINE: engine === 'sqlite' ? 'sqlite' : 'mysql' };
  const child = spawn(process.execPath, ['--enable-source-maps', LANE, String(seed), String(runs)], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? [] : [`lane of seed ${seed} ended with ${code ?? 'a signal'}: ${told.slice(0, 4_000)}`];
}
