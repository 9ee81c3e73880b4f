import { redactedText, toldMessage } from '../kernel/redacted.js';
import { reportFaultsTo } from '../kernel/report.js';
import { requestId } from '../kernel/request-id.js';
import { VERSION } from '../kernel/version.js';

/** Loaded with `--import` before the shop, as Sentry asks. Without SENTRY_DSN the package is not even read (it takes 35 MiB). */
if (process.env['SENTRY_DSN']) {
  const Sentry = await import('@sentry/node');
  // No tracesSampleRate, not even 0: it triples the cost of a request (measured).
  Sentry.init({
    dsn: process.env['SENTRY_DSN'],
    environment: process.env['APP_ENV'] ?? 'local',
    release: `mngshop@${VERSION}`,
    dataCollection: { userInfo: false, cookies: false, httpHeaders: false, httpBodies: [], urlQueryParams: false },
    // Addresses that are called hold keys (Slack's webhook), lines of the console anything.
    maxBreadcrumbs: 0,
    // What an error says may repeat what somebody typed: redacted as in the log, by the same lines.
    beforeSend: (event, { originalException: fault }) => {
      for (const one of event.exception?.values ?? [])
        one.value = fault instanceof Error && fault.message === one.value ? toldMessage(fault) : redactedText(one.value ?? '');
      if (event.message) event.message = redactedText(event.message);
      delete event.request;
      delete event.user;
      delete event.extra;
      delete event.server_name;
      return event;
    },
  });
  reportFaultsTo((error) => {
    const id = requestId();
    Sentry.captureException(error, id === undefined ? {} : { tags: { request: id } });
  });
}
