import { reportFaultsTo } from '../kernel/report.js';

/** Loaded with `--import` before the shop, as Sentry asks. Without SENTRY_DSN the package is not even read (it takes 35 MiB). */
if (process.env['SENTRY_DSN']) {
  const Sentry = await import('@sentry/node');
  // No tracesSampleRate, not even 0: it triples the cost of a request (measured).
  Sentry.init({
    dsn: process.env['SENTRY_DSN'],
    environment: process.env['APP_ENV'] ?? 'local',
    dataCollection: { userInfo: false, cookies: false, httpHeaders: false, httpBodies: [], urlQueryParams: false },
  });
  reportFaultsTo((error) => void Sentry.captureException(error));
}
