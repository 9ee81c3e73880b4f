import type { Request } from 'express';
import { withoutPort } from '../../kernel/network.js';

/** Where a request came from, by the proxies that are trusted. */
export const addressOf = (req: Request): string => withoutPort(req.ip ?? 'unknown');
