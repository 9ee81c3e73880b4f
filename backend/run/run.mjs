import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a command in the repository's root. Its output is kept back and shown only when it fails, unless `show` is set.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 */
export function run(command, args, { env = process.env, show = false } = {}) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => (code === 0 ? resolve(undefined) : fail(`exit ${code}`)));
    function fail(reason) {
      process.stderr.write(Buffer.concat(output));
      console.error(`\n${command} ${args.join(' ')} failed (${reason}).`);
      process.exit(1);
    }
  });
}
