import type { CookieOptions } from 'express';
import type { Context } from '../context.js';

type Where = { settings: Pick<Context['settings'], 'appEnv'> };

/** Name of the staff cookie. `__Host-` makes browsers insist on Secure, on path / and on this very host. */
export const adminCookieName = ({ settings }: Where): string => (settings.appEnv === 'local' ? 'mng_admin' : '__Host-mng_admin');

/** It ends with the browser; the session's row ends it earlier. */
export const adminCookieOptions = ({ settings }: Where): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: settings.appEnv !== 'local',
});
