import type { CookieOptions, Request, Response } from 'express';
import type { Settings } from '../../kernel/context.js';
import { readCookie } from './customer-cookie.js';

type Where = { settings: Pick<Settings, 'appEnv'> };

/** Name of the staff cookie. `__Host-` makes browsers insist on Secure, on path / and on this very host. */
const adminCookieName = ({ settings }: Where): string => (settings.appEnv === 'local' ? 'mng_admin' : '__Host-mng_admin');

// No maxAge: it ends with the browser, and the session's row ends it earlier.
const options = ({ settings }: Where): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: settings.appEnv !== 'local',
});

export const setAdminCookie = (res: Response, where: Where, token: string) => res.cookie(adminCookieName(where), token, options(where));

export const clearAdminCookie = (res: Response, where: Where) => res.clearCookie(adminCookieName(where), options(where));

/** The token as it came, or null. */
export const adminToken = (req: Request, where: Where): string | null => readCookie(req, adminCookieName(where));
