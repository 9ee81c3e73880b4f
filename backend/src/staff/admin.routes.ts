import { Router } from 'express';
import type { Context } from '../context.js';

/** Mounted at /api/admin. */
export function adminRoutes(_ctx: Context): Router {
  return Router();
}
