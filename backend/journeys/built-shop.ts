import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FLAGS } from '../run/flags.mjs';
import { freePort } from '../src/testing/free-port.js';

const ROOT = join(import.meta.dirname, '../..');

export interface BuiltShop {
  /** As `http://localhost:45123`. */
  url: string;
  /** The server's process. */
  pid: number;
  server: ChildProcess;
  /** Reads the shop's own database, beside the running server. */
  rows<T>(sql: string, ...parameters: (string | number)[]): T[];
  /** Writes into it, as another process, staff or time would. */
  change(sql: string, ...parameters: (string | number)[]): void;
  /** What left the house, newest first. */
  messages(channel: 'slack' | 'sms'): Promise<{ id: string; text: string; to?: string }[]>;
  stop(): Promise<void>;
}

/**
 * The shop as `npm start` runs it: built, seeded, in a process of its own on a database of its own.
 * @param given more of its environment
 * @param options.lines takes what the process writes on stdout, which is the test's own otherwise
 */
export async function startBuiltShop(
  given: Record<string, string> = {},
  { execArgv = [], lines }: { execArgv?: string[]; lines?: string[] } = {},
): Promise<BuiltShop> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-journey-'));
  const port = await freePort();
  const database = join(folder, 'shop.sqlite');
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    APP_ENV: 'local',
    LOG_LEVEL: 'error',
    PORT: String(port),
    DATABASE_URL: `sqlite:${database}`,
    DATA_DIR: folder,
    ...given,
  };
  execFileSync('node', ['dist/seed/seed.js', '--if-empty'], { cwd: ROOT, env, stdio: 'ignore' });
  const server: ChildProcess = fork(join(ROOT, 'dist/backend/src/main.js'), {
    cwd: ROOT,
    env,
    execArgv: [...FLAGS, ...execArgv],
    silent: lines !== undefined,
  });
  if (lines && server.stdout) createInterface({ input: server.stdout }).on('line', (line) => lines.push(line));
  await Promise.race([once(server, 'message'), once(server, 'exit').then(() => Promise.reject(new Error('The shop did not start.')))]);
  const url = `http://localhost:${port}`;
  return {
    url,
    pid: server.pid ?? 0,
    server,
    rows: <T>(sql: string, ...parameters: (string | number)[]) => {
      const db = new DatabaseSync(database, { readOnly: true });
      try {
        return db.prepare(sql).all(...parameters) as T[];
      } finally {
        db.close();
      }
    },
    change: (sql, ...parameters) => {
      const db = new DatabaseSync(database, { timeout: 5_000 });
      try {
        db.prepare(sql).run(...parameters);
      } finally {
        db.close();
      }
    },
    messages: async (channel) => {
      const answer = await fetch(`${url}/_simulator/messages?channel=${channel}`);
      return ((await answer.json()) as { messages: { id: string; text: string; to?: string }[] }).messages;
    },
    stop: async () => {
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
