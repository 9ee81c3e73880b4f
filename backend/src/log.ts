import pino from 'pino';
import type { Log } from './context.js';

/** One JSON line per event on stdout. What could name a person or open a door is taken out before it is written. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error'): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.password',
        '*.phone',
        '*.email',
        '*.recipient',
        '*.token',
        'err.parameters',
        'err.query',
        'err.config',
        'err.driverError.sql',
      ],
      remove: true,
    },
  });
}
