import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Context } from '../../kernel/context.js';
import { inRequest } from '../../kernel/request-id.js';

/** Where an answer tells its request's id; problems have it as `instance` too. */
const REQUEST_ID = 'X-Request-Id';

/** Sees every answer: route as it is written in the code, status, seconds. */
export type Observe = (route: string, method: string, status: number, seconds: number) => void;

/**
 * Gives each request an id of ours, never one that came with it, and lets the watch hear of answers that were a fault of ours.
 * @param options.closed the shop is closed on purpose: 503 is then no fault
 */
export function watched({ watch }: Pick<Context, 'watch'>, options: { closed: boolean; observe?: Observe }): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    res.set(REQUEST_ID, id);
    const begun = options.observe ? performance.now() : 0;
    // Asked for before a router lends its own to the request.
    res.once('finish', () => {
      if (res.statusCode >= 500 && !(res.statusCode === 503 && options.closed)) watch?.fault();
      options.observe?.(routeOf(req, res), req.method, res.statusCode, (performance.now() - begun) / 1000);
    });
    inRequest(id, next);
  };
}

/** The pattern that a route was written as, never the path that somebody typed: there are only so many. */
function routeOf(req: Parameters<RequestHandler>[0], res: Response): string {
  const pattern: unknown = (req.route as { path?: unknown } | undefined)?.path;
  const [, first = '', second = ''] = (req.originalUrl.split('?')[0] ?? '').split('/');
  const room = ROOMS.has(first) ? `/${first}${first === 'api' && AREAS.has(second) ? `/${second}` : ''}` : '';
  if (typeof pattern === 'string') return pattern.startsWith(`${room}/`) || room === '' ? pattern : `${room}${pattern}`;
  return res.statusCode === 404 ? 'none' : room === '' ? 'pages' : `${room}/*`;
}

const ROOMS = new Set(['api', 'admin', 'images', '_simulator']);
const AREAS = new Set(['customer', 'admin', 'payments', 'uploads', 'docs', 'orders']);
