import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of this folder that answers each message by one. */
export interface Forked<Asked, Told> {
  ask(message: Asked): Promise<Told>;
  stop(): void;
}

export function forked<Asked extends object, Told>(file: string): Forked<Asked, Told> {
  const child = forkHere(file);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended.`)));
  ended.catch(() => undefined);
  return {
    ask: async (message) => {
      child.send(message);
      const [told] = (await Promise.race([once(child, 'message'), ended])) as [Told | { failed: string }];
      if (typeof told === 'object' && told !== null && 'failed' in told) throw new Error(told.failed);
      return told;
    },
    stop: () => child.kill(),
  };
}

/** The other side of it; what it is asked is what its parent's `Forked` says. */
export function answerAsked(work: (asked: never) => Promise<object>): void {
  process.on('message', (asked: unknown) => {
    work(asked as never).then(
      (told) => process.send?.(told),
      (error: unknown) => process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit());
}

export const forkHere = (file: string, env: Record<string, string> = {}): ChildProcess =>
  fork(join(import.meta.dirname, file), { env: { ...process.env, ...env } });
