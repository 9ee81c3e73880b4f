import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Settings } from '../../kernel/context.js';
import { SESSION_DAYS } from '../../customers/open-session.js';

/** `__Host-` binds the cookie to this host over TLS; plain http on a developer's machine cannot have it. */
const cookieName = (settings: Pick<Settings, 'appEnv'>) => (settings.appEnv === 'local' ? 'mng_customer' : '__Host-mng_customer');

const options = (settings: Pick<Settings, 'appEnv'>): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: settings.appEnv !== 'local',
  path: '/',
});

export function setCustomerCookie(res: Response, settings: Pick<Settings, 'appEnv'>, token: string): void {
  res.cookie(cookieName(settings), token, { ...options(settings), maxAge: SESSION_DAYS * 86_400_000 });
}

export const clearCustomerCookie = (res: Response, settings: Pick<Settings, 'appEnv'>) =>
  res.clearCookie(cookieName(settings), options(settings));

const RESET_MINUTES = 10;
const resetCookieName = (settings: Pick<Settings, 'appEnv'>) => (settings.appEnv === 'local' ? 'mng_reset' : '__Host-mng_reset');

/** Binds a password reset to the browser that asked for it: the six digits alone would open it from anywhere. */
export function setResetCookie(res: Response, settings: Pick<Settings, 'appEnv'>, handle: string): void {
  res.cookie(resetCookieName(settings), handle, { ...options(settings), maxAge: RESET_MINUTES * 60_000 });
}

export const clearResetCookie = (res: Response, settings: Pick<Settings, 'appEnv'>) =>
  res.clearCookie(resetCookieName(settings), options(settings));

export const resetHandle = (req: Request, settings: Pick<Settings, 'appEnv'>): string | null => readCookie(req, resetCookieName(settings));

/** The token as it came, or null. */
export const customerToken = (req: Request, settings: Pick<Settings, 'appEnv'>): string | null => readCookie(req, cookieName(settings));

/** One cookie's value; null when it is missing or empty. Of two with one name the first counts. */
export const readCookie = (req: Request, name: string): string | null => parseCookie(req.headers.cookie ?? '')[name] || null;
