import { reportFaultsTo } from './report.js';

/** Loaded with `--import` before the shop, as Sentry asks. Without SENTRY_DSN the package is not even read (it takes 35 MiB). */
if (process.env['SENTRY_DSN']) {
  const Sentry = await import('@sentry/node');
  // No tracesSampleRate, not even 0: it triples the cost of a request (measured). No personal data: cookies and bodies stay here.
  Sentry.init({ dsn: process.env['SENTRY_DSN'], environment: process.env['APP_ENV'] ?? 'local', sendDefaultPii: false });
  reportFaultsTo((error) => void Sentry.captureException(error));
}
