import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { PERMISSIONS, REPORTS } from './everywhere.js';
import type { Settings } from '../../kernel/context.js';

/** Answers of the API: for one person, kept nowhere. */
export const privateAnswers: RequestHandler = (_req, res, next) => {
  res.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'" });
  next();
};

const BOOTPAY = [
  'https://door.bootpay.co.kr',
  'https://api.bootpay.co.kr',
  'https://analytics.bootpay.co.kr',
  'https://widget.bootpay.co.kr',
];
/** The free postcode window that people expect; the form works without it. */
const POSTCODE = ['https://t1.daumcdn.net', 'https://postcode.map.daum.net'];

/** Where an address is typed in; no other page loads it. Front Door has the same list (front_door_rules.tf). */
const WITH_POSTCODE = /^\/(checkout|account)\/?$/;

/**
 * Security headers of the pages: nothing runs or loads but our own and Bootpay's window, and the postcode window where an
 * address is typed in. What a policy stops is told to us.
 */
export function pageHeaders(settings: Pick<Settings, 'appEnv'>): RequestHandler {
  const [usual, withPostcode] = [policyOf(settings, []), policyOf(settings, POSTCODE)];
  return (req, res, next) => {
    res.set({ 'Permissions-Policy': PERMISSIONS, 'Reporting-Endpoints': `csp="${REPORTS}"` });
    (WITH_POSTCODE.test(req.path) ? withPostcode : usual)(req, res, next);
  };
}

function policyOf({ appEnv }: Pick<Settings, 'appEnv'>, postcode: readonly string[]): RequestHandler {
  const secure = appEnv !== 'local';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", ...postcode],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'", ...BOOTPAY],
        'frame-src': [...BOOTPAY, ...postcode],
        'form-action': ["'self'", ...BOOTPAY],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'report-uri': [REPORTS],
        'report-to': ['csp'],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    // The payment window speaks to its opener.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
}
