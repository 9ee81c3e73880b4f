import pino from 'pino';
import type { Log } from './context.js';
import { redacted } from './redacted.js';
import { reportFault } from './report.js';
import { requestId } from './request-id.js';

/**
 * One JSON line per event on stdout, with the request's id; errors are also reported where Sentry is set up. A line holds only
 * what `redacted()` lets through, and a line break in a value is written as one: nobody can make two lines of one.
 * @param to where lines go, for tests
 */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error', to?: { write(line: string): void }): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const id = requestId();
      return id === undefined ? {} : { requestId: id };
    },
    serializers: { err: (told: unknown) => told },
    formatters: { log: (fields) => redacted(fields) as Record<string, unknown> },
  };
  const log = to ? pino(options, to) : pino(options);
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => {
      log.error(fields, message);
      reportFault('err' in fields ? fields.err : new Error(message));
    },
  };
}
