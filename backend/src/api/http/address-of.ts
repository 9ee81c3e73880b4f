import type { Request } from 'express';

/** Where a request came from, by the proxies that are trusted. */
export const addressOf = (req: Request): string => req.ip ?? 'unknown';
