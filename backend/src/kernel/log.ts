import pino from 'pino';
import type { Log } from './context.js';
import { reportFault } from './report.js';

/** What could name a person or open a door is taken out before a line is written. */
const SECRET = [
  '*.password',
  '*.phone',
  '*.email',
  '*.recipient',
  '*.token',
  'err.parameters',
  'err.query',
  'err.config',
  'err.driverError.sql',
];

/** One JSON line per event on stdout; errors are also reported where Sentry is set up. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error'): Log {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: SECRET, remove: true } });
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => {
      log.error(fields, message);
      reportFault('err' in fields ? fields.err : new Error(message));
    },
  };
}
