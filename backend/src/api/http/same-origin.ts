import type { RequestHandler } from 'express';
import type { Settings } from '../../kernel/context.js';
import { refusal } from '../../kernel/errors.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing calls from other sites. An Origin that is sent equals the request's own host locally and
 * PUBLIC_ORIGIN elsewhere; programs send none and pass (cookies are SameSite=Lax besides).
 */
export const sameOrigin =
  (settings: Pick<Settings, 'appEnv' | 'publicOrigin'>): RequestHandler =>
  (req, _res, next) => {
    const origin = req.get('origin');
    if (SAFE.has(req.method) || origin === undefined) return next();
    const own = settings.appEnv === 'local' ? `${req.protocol}://${req.get('host') ?? ''}` : settings.publicOrigin;
    next(origin === own ? undefined : refusal(403, 'other_origin'));
  };
