import type { RequestHandler } from 'express';
import type { Context } from '../context.js';
import { notYet } from '../errors.js';
import type { StaffIdentity } from './staff-session.js';

declare global {
  namespace Express {
    interface Request {
      /** Set by authenticateStaff. */
      staff?: StaffIdentity & { sessionId: string };
    }
  }
}

/** Sets `req.staff`, or passes on an AppError 401. */
export function authenticateStaff(_ctx: Context): RequestHandler {
  return (_req, _res, next) => next(notYet('authenticateStaff'));
}
