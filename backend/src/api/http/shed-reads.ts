import type { RequestHandler } from 'express';
import { Busy } from '../../kernel/errors.js';

/** Where the first are sent away, and where all: who reads at a lag of 250 ms waits about a second. */
const [FROM_MS, ALL_MS] = [250, 1_000];

/**
 * What students' pages show, and ask for again by themselves. An order is none of it: its page follows a payment. Nor is
 * anything else shed, so that orders, payments, webhooks, probes and the console have the time that is left.
 */
const SHOWN = /^\/api\/(?:customer\/(?:me|universities|promotions(?:\/[^/]+)?|products\/[^/]+|orders\/history)|orders\/history)\/?$/;

/**
 * Where the event loop lags, the more of these are told at once to come again the more it does: an answer that takes
 * a tenth of the work instead of one that comes too late. @param lag ms @throws Busy
 */
export const shedReads =
  (lag: () => number): RequestHandler =>
  (req, _res, next) => {
    const share = (lag() - FROM_MS) / (ALL_MS - FROM_MS);
    if (share <= 0 || req.method !== 'GET' || !SHOWN.test(req.path)) return next();
    next(Math.random() < share ? new Busy('busy.reads', 1) : undefined);
  };
