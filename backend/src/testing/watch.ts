import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '../kernel/context.js';

/** Called before each statement, and before and after each call to the outside. What it throws, the verb gets; it may also wait. */
export type Watcher = (what: string) => void | Promise<void>;

const watching = new AsyncLocalStorage<Watcher>();

/** Runs a verb with somebody watching; other verbs that run meanwhile are not watched. Only on a context that was made watchable. */
export const watched = <T>(watcher: Watcher, work: () => Promise<T>): Promise<T> => watching.run(watcher, work);

/** Changes the context in place: every statement and every call to the outside can then be watched. */
export function makeWatchable(ctx: Context): void {
  const create = ctx.db.createQueryRunner;
  ctx.db.createQueryRunner = (mode) => {
    const runner = create.call(ctx.db, mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = async (...args: unknown[]) => {
      // A database rolls back by itself what lost its connection.
      if (args[0] !== 'ROLLBACK') await watching.getStore()?.(String(args[0]));
      return (await query(...args)) as never;
    };
    return runner;
  };
  ctx.payments = watchCalls('payments', ctx.payments);
  ctx.sms = watchCalls('sms', ctx.sms);
  ctx.slack = watchCalls('slack', ctx.slack);
}

function watchCalls<T extends object>(name: string, gateway: T): T {
  return new Proxy(gateway, {
    get(target, method, receiver) {
      const member: unknown = Reflect.get(target, method, receiver);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        await watching.getStore()?.(`${name}.${String(method)}`);
        const answer: unknown = await Reflect.apply(member, target, parameters);
        await watching.getStore()?.(`${name}.${String(method)} answered`);
        return answer;
      };
    },
  });
}

/** The process is gone. */
export class Crash extends Error {
  override name = 'Crash';
}

/** Kills the watched verb at its n-th step, from 1: that step and all after it throw, what was committed or sent before it stands. */
export function crashAt(step: number): Watcher {
  let steps = 0;
  return (what) => {
    if (++steps >= step) throw new Crash(`at step ${steps}: ${what}`);
  };
}

/** Holds the watched verb before the first step that fits, until `open()`. `reached` resolves when it stands there. */
export function gateBefore(fits: RegExp): { watcher: Watcher; reached: Promise<void>; open(): void } {
  const gate = Promise.withResolvers<void>();
  const arrival = Promise.withResolvers<void>();
  let passed = false;
  const watcher: Watcher = async (what) => {
    if (passed || !fits.test(what)) return;
    passed = true;
    arrival.resolve();
    await gate.promise;
  };
  return { watcher, reached: arrival.promise, open: gate.resolve };
}
