import type { RequestHandler } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import type { Actor, Context } from '../../kernel/context.js';
import { CUSTOMER_AUDIENCE, signCustomerToken } from '../../customers/open-session.js';
import { readSession } from '../../customers/read-session.js';
import { keyOfToken } from '../../kernel/signed-tokens.js';
import { customerToken, setCustomerCookie } from './customer-cookie.js';
import { verifiedTokens } from './verified-tokens.js';

/** Puts the customer into `req.actor` when a live session's token came with the request; a visitor passes as a visitor. */
export function authenticateCustomer(ctx: Context): RequestHandler {
  const authenticator = new passport.Passport();
  const verified = verifiedTokens();
  authenticator.use(
    new Strategy(
      {
        jwtFromRequest: (req) => customerToken(req, ctx.settings),
        secretOrKeyProvider: (_req, token: string, done) => done(null, keyOfToken(ctx.settings, 'customerToken', token)),
        audience: CUSTOMER_AUDIENCE,
        algorithms: ['HS256'],
        passReqToCallback: true,
      },
      (
        req: Parameters<RequestHandler>[0],
        payload: { jti?: unknown; exp?: number },
        done: (error: unknown, user?: Actor | false) => void,
      ) => {
        const token = customerToken(req, ctx.settings);
        if (token) verified.keep(token, { sessionId: payload.jti, expiresAt: (payload.exp ?? 0) * 1000 });
        admit(ctx, req, payload.jti).then((actor) => done(null, actor ?? false), done);
      },
    ),
  );
  return (req, res, next) => {
    const token = customerToken(req, ctx.settings);
    if (!token) return next();
    const done = (error: unknown, actor?: Actor | false) => {
      if (error) return next(error);
      if (actor) req.actor = actor;
      next();
    };
    const known = verified.get(token);
    if (known) return void admit(ctx, req, known.sessionId).then((actor) => done(null, actor ?? false), done);
    (authenticator.authenticate('jwt', { session: false }, done) as RequestHandler)(req, res, next);
  };
}

async function admit(ctx: Context, req: Parameters<RequestHandler>[0], sessionId: unknown): Promise<Actor | null> {
  if (typeof sessionId !== 'string' || !/^[0-9a-f]{32}$/.test(sessionId)) return null;
  const session = await readSession(ctx, sessionId);
  if (session?.renewed && req.res) setCustomerCookie(req.res, ctx.settings, signCustomerToken(ctx, session.actor.id, sessionId));
  return session?.actor ?? null;
}
