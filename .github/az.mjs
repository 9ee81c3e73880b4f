// Azure's command line, for the scripts beside this file.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @param {string[]} args of `az`
 * @returns {Promise<any>} what it printed as JSON; null for nothing
 * @throws Error in az's own words
 */
export async function az(...args) {
  const { stdout } = await run('az', [...args, '-o', 'json'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim() === '' ? null : JSON.parse(stdout);
}

/**
 * Asks until the answer is good, since what Azure has taken is not everywhere at once.
 * @template T
 * @param {() => Promise<T>} ask throws while it is not
 * @param {{ tries: number, pauseMs: number }} patience
 * @returns {Promise<T>}
 */
export async function eventually(ask, { tries, pauseMs }) {
  const most = Number(process.env.RELEASE_TRIES ?? tries);
  for (let round = 1; ; round++) {
    try {
      return await ask();
    } catch (error) {
      if (round >= most) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

export const PAUSE_MS = Number(process.env.RELEASE_PAUSE_MS ?? 15_000);
