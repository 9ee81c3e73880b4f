import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import type { Options } from '@node-rs/argon2';
import type { Piscina } from 'piscina';
import type * as Worker from './hash-worker.js';
import { shipped } from './root.js';
import { Gate } from './password-gate.js';

/** OWASP's smallest recommended setting for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options;

/**
 * Hashing is the dearest thing that anybody can ask for without having signed in: two at a time, and never on the last core,
 * which serves everybody else. At 12 to 25 ms each the last of 64 waits a second or two.
 * docs/decisions/0025-hashing-behind-a-gate.md has what was measured.
 */
export const HASHED_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));
const gate = new Gate({ atOnce: HASHED_AT_ONCE, places: 64, placesEach: 32 });

/**
 * Threads of their own, which give way to everybody else's: where all cores are busy a hash takes longer, a page does not.
 * Made at the first password; one that was not needed for a minute ends.
 */
let made: Promise<Piscina> | undefined;
const threads = (): Promise<Piscina> =>
  (made ??= import('piscina').then(
    ({ Piscina }) =>
      new Piscina({
        filename: shipped(`backend/src/kernel/hash-worker${extname(import.meta.url)}`),
        minThreads: 0,
        maxThreads: HASHED_AT_ONCE,
        idleTimeout: 60_000,
        niceIncrement: 10,
        // Not the process's own: what is loaded first there, Sentry say, has nothing to do here.
        execArgv: [],
      }),
  ));
const inThread = async <Name extends keyof typeof Worker>(name: Name, task: Parameters<(typeof Worker)[Name]>[0]) =>
  (await threads()).run(task, { name }) as Promise<ReturnType<(typeof Worker)[Name]>>;

/** For doors that refuse before they read what was sent. @throws Busy */
export const refuseWhenFull = (from: string): void => gate.refuseWhenFull(from);

/** Who asks, as far as the queue cares; nothing for commands and tests. */
interface Asking {
  from?: string | undefined;
}

export interface Passwords {
  /** Argon2id in the PHC string format, at most 120 characters. */
  hash(password: string): Promise<string>;
  /** Does the same work whether or not there is a hash to compare with, so that time does not tell who has an account. */
  verify(hash: string | null | undefined, password: string): Promise<boolean>;
}

/**
 * For who spends something before a password is looked at: holds a place in the queue from the beginning, so that who is
 * refused as busy has spent nothing.
 * @throws Busy before `work` has begun
 */
export const withPasswords = <T>({ from = '' }: Asking, work: (passwords: Passwords) => Promise<T>): Promise<T> =>
  gate.enter(from, (turn) =>
    work({
      hash: (password) => turn(() => inThread('hash', { password: normalised(password), options: COST })),
      verify: (known, password) =>
        turn(async () => (await inThread('verify', { known: known || NOBODY, password: normalised(password) })) && Boolean(known)),
    }),
  );

/** @throws Busy */
export const hashPassword = (password: string, asking: Asking = {}): Promise<string> =>
  withPasswords(asking, (passwords) => passwords.hash(password));

/** @throws Busy */
export const verifyPassword = (known: string | null | undefined, password: string, asking: Asking = {}): Promise<boolean> =>
  withPasswords(asking, (passwords) => passwords.verify(known, password));

const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
// The same Hangul typed on a Mac and on Windows differs in bytes until normalised.
const normalised = (password: string) => password.normalize('NFKC');
