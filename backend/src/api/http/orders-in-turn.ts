import { once } from 'node:events';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { Semaphore } from 'async-mutex';
import type { RequestHandler } from 'express';

/** Let in at one turn of the event loop: what a thousand need before the database is asked would otherwise be one turn. */
const EACH_TURN = 8;
/** At work at a time. More would not be faster: they wait for the same rows, and whoever only reads waits behind them for a connection. */
const AT_ONCE = 8;

let turn: Promise<unknown> = Promise.resolve();
let here = 0;

/** Everybody who presses buy is let in, but not everybody at once: the pages of others are answered in between. */
export const someEachTurn: RequestHandler = (req, _res, next) => {
  if (!isOrder(req.method, req.path)) return next();
  if (here++ % EACH_TURN === 0) turn = turn.then(() => turnOfTheLoop());
  void turn.then(() => next());
};

const atWork = new Semaphore(AT_ONCE);

/** Behind the body, which nobody can hold up others with by sending it slowly: one's turn lasts until the answer has left. */
export const someAtOnce: RequestHandler = (_req, res, next) => {
  void atWork.runExclusive(async () => {
    // Who gave up while waiting needs no work.
    if (res.closed) return;
    const left = once(res, 'close');
    next();
    await left;
  });
};

const isOrder = (method: string, path: string): boolean => method === 'POST' && /^\/api\/customer\/orders\/?$/.test(path);
