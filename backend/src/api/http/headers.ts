import type { RequestHandler } from 'express';
import helmet from 'helmet';
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

/** Security headers of the pages: nothing runs or loads but our own, Bootpay's window and the postcode window. */
export function pageHeaders(settings: Pick<Settings, 'appEnv'>): RequestHandler {
  const secure = settings.appEnv !== 'local';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", ...POSTCODE],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'", ...BOOTPAY],
        'frame-src': [...BOOTPAY, ...POSTCODE],
        'form-action': ["'self'", ...BOOTPAY],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
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
