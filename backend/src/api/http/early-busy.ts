import { once } from 'node:events';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { Gate } from '../../kernel/password-gate.js';
import { HASHED_AT_ONCE, refuseWhenFull } from '../../kernel/passwords.js';
import { networkOf } from '../../kernel/network.js';
import { addressOf } from './address-of.js';

/** Where anybody may have a password hashed or a code sent; written otherwise, the verb refuses a little later. */
const DOORS = new Set([
  'POST /api/customer/session',
  'POST /api/customer/sign-up',
  'POST /api/customer/password-reset',
  'PUT /api/customer/password-reset',
  'POST /api/admin/session',
]);

/**
 * A sign-in costs more than its hash: two hundred that begin in the same moment hold up everybody's pages although their
 * hashes wait in line. So as many are worked on at a time as are hashed, and the others wait here, where they cost nothing.
 */
const queue = new Gate({ atOnce: HASHED_AT_ONCE, places: 64, placesEach: 32 });

const isDoor = (method: string, path: string): boolean => DOORS.has(`${method} ${path}`);

let lastIn: Promise<void> = Promise.resolve();

/**
 * A crowd that cannot be served is told so before its bodies are read. Its members come in one by one, each in a turn of
 * the event loop of its own, so that whoever only reads is answered in between. @throws Busy
 */
export const earlyBusy: RequestHandler = (req, _res, next) => {
  if (!isDoor(req.method, req.path)) return next();
  lastIn = lastIn
    .then(() => turnOfTheLoop())
    .then(() => {
      const from = networkOf(addressOf(req));
      queue.refuseWhenFull(from);
      refuseWhenFull(from);
      next();
    })
    .catch(next);
};

/** Behind the body, which nobody can hold up others with by sending it slowly: one's turn lasts until the answer has left. @throws Busy */
export const oneAfterAnother: RequestHandler = (req, res, next) => {
  if (!isDoor(req.method, `${req.baseUrl}${req.path}`)) return next();
  inTurn(queue)(req, res, next);
};

/** One's turn lasts until the answer has left; in between, others than those who wait here are answered. @throws Busy */
export const inTurn =
  (gate: Gate): RequestHandler =>
  (req, res, next) => {
    gate
      .enter(networkOf(addressOf(req)), (turn) =>
        turn(async () => {
          await turnOfTheLoop();
          // Who gave up while waiting needs no work.
          if (res.closed) return;
          const left = once(res, 'close');
          next();
          await left;
        }),
      )
      .catch(next);
  };
