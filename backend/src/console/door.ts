import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Context } from '../kernel/context.js';
import { forbidden, notFound } from '../kernel/errors.js';
import { REPORTS } from '../api/http/everywhere.js';
import { addressOf } from '../api/http/address-of.js';
import { contextOf } from '../api/http/door.js';
import { noteDenied } from '../access/allow.js';
import { can } from '../access/rules/access.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { iconPath, versioned } from './assets.js';
import { type AskedResource, readAddress } from './door-address.js';
import { checkQuery, readQuery } from './door-query.js';
import { knownRecord } from './kit/known-record.js';
import { findResource } from './resources.js';
import { introduce } from './kit/visit.js';

/**
 * Decides by the role table, before AdminJS loads a record or parses a body; then whether the query is one that the list has and
 * the role may ask, and whether the record is there. AdminJS gets the parameters that were read here, and no others.
 * @throws AppError 403, 404, 422
 */
export const door =
  (ctx: Context): RequestHandler =>
  async (req, _res, next) => {
    const asked = readAddress(req.path, findResource);
    if (asked.kind === 'nothing' || !['GET', 'HEAD', 'POST'].includes(req.method)) throw notFound();
    if (asked.kind === 'home' && req.method === 'POST') throw notFound();
    const query = asked.kind === 'resource' ? await enter(contextOf(ctx, req), asked, req.staff?.role, searchOf(req.originalUrl)) : {};
    Object.defineProperty(req, 'query', { value: query });
    next();
  };

async function enter(ctx: Context, asked: AskedResource, role: StaffRole | undefined, search: string) {
  const access = role ? can(role, asked.access, asked.action) : false;
  // Whoever sees it masked may look, and do nothing.
  const open = asked.action === 'read' ? access !== false : access === 'all';
  if (!role || !open) {
    noteDenied(ctx, asked.access, asked.action);
    throw forbidden();
  }
  const query = readQuery(search);
  checkQuery(ctx, asked, query, { role, level: can(role, asked.spec.access, 'read') });
  if (asked.record !== undefined) await knownRecord(ctx.db, asked.spec, asked.record);
  return query;
}

const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** Hangs what AdminJS looks for on the request: its one session field, and the visit behind it. */
export const asVisitor =
  (ctx: Context): RequestHandler =>
  (req, _res, next) => {
    if (!req.staff) return next(forbidden());
    const { id, role, email } = req.staff;
    const visit = { ctx: { ...ctx, actor: { kind: 'staff', id, role } as const }, role, address: addressOf(req) };
    Object.assign(req, { session: { adminUser: introduce(visit, { id, email }) }, fields: req.body ?? {} });
    next();
  };

/** Nothing remote but the place that pictures are uploaded to, and no script but our files and the page's own two. */
export const headers =
  ({ pictures }: Pick<Context, 'pictures'>): RequestHandler =>
  (_req, res, next) => {
    const nonce = randomBytes(16).toString('base64');
    res.set({
      'Content-Security-Policy': [
        "default-src 'none'",
        `script-src 'self' 'nonce-${nonce}'`,
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        `connect-src ${["'self'", pictures.uploadOrigin ?? ''].join(' ').trim()}`,
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        `report-uri ${REPORTS}`,
      ].join('; '),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    dressPages(res, nonce);
    next();
  };

// AdminJS's layout links a font at Google and carries two inline scripts; both are mended on the way out.
function dressPages(res: Response, nonce: string): void {
  const send = res.send.bind(res);
  res.send = (body: unknown) => send(typeof body === 'string' ? dress(body, nonce) : body);
}

function dress(html: string, nonce: string): string {
  if (!html.includes('window.REDUX_STATE')) return html;
  return versioned(html)
    .replace(/<link[^>]*fonts\.googleapis\.com[^>]*>/g, '')
    .replace('<meta charset="utf-8">', `<meta charset="utf-8"><link rel="icon" type="image/svg+xml" href="${iconPath()}">`)
    .replace(/<script>(?=\s*window\.REDUX_STATE = )/, `<script nonce="${nonce}">`)
    .replace(/<script>(?=\s*var app = document\.getElementById)/, `<script nonce="${nonce}">`);
}
