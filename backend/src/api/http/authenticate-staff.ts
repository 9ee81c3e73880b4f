import type { Request, RequestHandler } from 'express';
import passport from 'passport';
import { Strategy, type VerifiedCallback } from 'passport-jwt';
import type { Context } from '../../kernel/context.js';
import { notSignedIn } from '../../kernel/errors.js';
import { keyOfToken } from '../../kernel/signed-tokens.js';
import { adminToken } from './admin-cookie.js';
import { readStaffSession, STAFF_AUDIENCE, type StaffIdentity } from '../../staff/staff-session.js';

export interface SignedInRequestStaff extends StaffIdentity {
  sessionId: string;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Who on the staff asks; set by authenticateStaff together with `actor`. */
    staff?: SignedInRequestStaff;
  }
}

/** Sets `req.staff` and `req.actor` from the staff cookie; passes on an AppError 401 where no live session came with it. */
export function authenticateStaff(ctx: Context): RequestHandler {
  const authenticator = new passport.Passport();
  authenticator.use(
    new Strategy(
      {
        jwtFromRequest: (req: Request) => adminToken(req, ctx),
        secretOrKeyProvider: (_req, token: string, done) => done(null, keyOfToken(ctx.settings, 'staffToken', token)),
        audience: STAFF_AUDIENCE,
        algorithms: ['HS256'],
      },
      (payload: { jti?: unknown }, done: VerifiedCallback) =>
        void admit(ctx, payload.jti).then((staff) => done(null, staff ?? false), done),
    ),
  );
  return (req, res, next) => {
    const done = (error: unknown, staff?: SignedInRequestStaff | false) => {
      if (error || !staff) return next(error ?? notSignedIn());
      req.staff = staff;
      req.actor = { kind: 'staff', id: staff.id, role: staff.role };
      next();
    };
    (authenticator.authenticate('jwt', { session: false }, done) as RequestHandler)(req, res, next);
  };
}

async function admit(ctx: Context, sessionId: unknown): Promise<SignedInRequestStaff | null> {
  if (typeof sessionId !== 'string') return null;
  const staff = await readStaffSession(ctx, sessionId);
  return staff && { ...staff, sessionId };
}
