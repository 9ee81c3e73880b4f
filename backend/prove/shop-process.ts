import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../src/kernel/root.js';
import type { Memory } from './memory.js';
import type { Phase } from './steps.js';

export interface ToServer {
  id: number;
  /** ms that the shop's clock runs ahead of the machine's. */
  ahead?: number;
  /** Dies when this step is reached for the `hit`th time from now. */
  die?: { name: string; phase: Phase; hit: number };
  /** Tells the steps that were reached since it was last asked. */
  steps?: true;
  /** Tells what its memory holds, swept. */
  memory?: true;
}
export type FromServer = { ready: true } | Told;
interface Told {
  done: number;
  steps: [string, number][];
  memory?: Memory;
}

export interface ShopProcess {
  url: string;
  alive(): boolean;
  /** What it said when it ended otherwise than by SIGKILL; null when that was how. */
  lastWords(): string | null;
  tell(message: Omit<ToServer, 'id'>): Promise<[string, number][]>;
  /** What its memory holds; null for one that died. */
  memory(): Promise<Memory | null>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** Resolves when it has ended, however. */
  ended: Promise<void>;
}

/** Starts one server process on a port of its own, the killable one or `../src/main`. @throws Error with its output when it does not come up */
export async function startServer(env: Record<string, string>, port: number, entry = 'killable-server'): Promise<ShopProcess> {
  const child = forkBeside(entry, { APP_ENV: 'local', LOG_LEVEL: 'error', ...env, PORT: String(port) });
  const output: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(String(chunk)));
  child.stderr?.on('data', (chunk: Buffer) => output.push(String(chunk)));
  const ended = once(child, 'exit').then(() => undefined);
  await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error(`The server did not start:\n${output.join('')}`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    alive: () => child.exitCode === null && child.signalCode === null,
    lastWords: () => (child.signalCode === 'SIGKILL' ? null : output.join('')),
    tell: async (message) => (await ask(child, ended, message))?.steps ?? [],
    memory: async () => (await ask(child, ended, { memory: true }))?.memory ?? null,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}

/** Forks `name` from this folder, from the sources or from the build, whichever this is. */
export function forkBeside(name: string, env: Record<string, string>): ChildProcess {
  const here = fileURLToPath(import.meta.url);
  const fromSources = here.endsWith('.ts');
  return fork(new URL(fromSources ? `./${name}.ts` : `./${name}.js`, import.meta.url), {
    env: {
      ...process.env,
      ...(fromSources ? { TSX_TSCONFIG_PATH: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) } : {}),
      ...env,
    },
    execArgv: ['--enable-source-maps', ...(fromSources ? ['--import', 'tsx'] : [])],
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

let asked = 0;
/** Null when it died meanwhile. */
async function ask(child: ChildProcess, ended: Promise<void>, message: Omit<ToServer, 'id'>): Promise<Told | null> {
  if (!child.connected) return null;
  const id = ++asked;
  const answer = new Promise<Told>((resolve) => {
    const listen = (told: FromServer) => {
      if (!('done' in told) || told.done !== id) return;
      child.off('message', listen);
      resolve(told);
    };
    child.on('message', listen);
  });
  child.send({ ...message, id } satisfies ToServer, () => undefined);
  return Promise.race([answer, ended.then(() => null)]);
}
