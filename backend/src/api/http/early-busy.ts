import type { RequestHandler } from 'express';
import { refuseWhenFull } from '../../kernel/passwords.js';
import { addressOf } from './address-of.js';

/** Where anybody may have a password hashed; written otherwise, the verb refuses a little later. */
const DOORS = new Set([
  'POST /api/customer/session',
  'POST /api/customer/sign-up',
  'PUT /api/customer/password-reset',
  'POST /api/admin/session',
]);

/** A crowd that cannot be served is told so before its bodies are read. @throws Busy */
export const earlyBusy: RequestHandler = (req, _res, next) => {
  if (DOORS.has(`${req.method} ${req.path}`)) refuseWhenFull(addressOf(req));
  next();
};
