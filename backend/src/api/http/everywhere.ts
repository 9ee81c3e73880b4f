import type { RequestHandler } from 'express';
import type { Settings } from '../../kernel/context.js';

/** Nothing of a device is asked for by any page. */
export const PERMISSIONS = 'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), serial=(), usb=()';

/** Where browsers tell what a policy stopped: `report-uri` for those without the other. */
export const REPORTS = '/api/reports';

/** What every answer has, of whatever door: over TLS only, taken as what it says it is, and without the device's senses. */
export const everywhere =
  ({ appEnv }: Pick<Settings, 'appEnv'>): RequestHandler =>
  (_req, res, next) => {
    if (appEnv !== 'local') res.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    res.set({ 'X-Content-Type-Options': 'nosniff', 'Permissions-Policy': PERMISSIONS });
    next();
  };
