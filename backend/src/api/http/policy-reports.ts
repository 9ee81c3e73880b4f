import express, { Router } from 'express';
import { z } from 'zod';
import { spend } from '../../kernel/budget.js';
import type { Context, Log } from '../../kernel/context.js';
import { networkOf } from '../../kernel/network.js';
import { addressOf } from './address-of.js';
import { tellRetryAfter } from './retry-after.js';
import { AppError } from '../../kernel/errors.js';

const text = z.string().max(2_000).catch('');
/** The older form (`report-uri`), and the newer one (`report-to`), of which one request may bring several. */
const Older = z.object({
  'csp-report': z.object({ 'effective-directive': text, 'violated-directive': text, 'blocked-uri': text, 'document-uri': text }),
});
const Newer = z.array(z.object({ body: z.object({ effectiveDirective: text, blockedURL: text, documentURL: text }).partial() }));

/** One page that breaks at everybody's says so a thousand times: kinds are told apart, and each is logged once an hour with its count. */
const AN_HOUR = 3_600_000;
const MOST_KINDS = 100;
const A_REPORT = 20;
const FROM_NETWORK = { name: 'policy-reports', tries: 30, seconds: 60, here: true as const };

interface Violation {
  directive: string;
  /** An origin, or a word like `inline`. */
  blocked: string;
  /** The page's path, whose last part may be somebody's order: its first part. */
  page: string;
}

/** What the pages' policies stopped, told by browsers: anybody can send it, so little is read, believed or kept. */
export function policyReports(ctx: Context): Router {
  const router = Router();
  const count = counter(ctx.log);
  router.use(async (req, res, next) => {
    try {
      await spend(ctx, FROM_NETWORK, networkOf(addressOf(req)));
      next();
    } catch (error) {
      if (!(error instanceof AppError)) return next(error);
      tellRetryAfter(res, error);
      res.status(429).end();
    }
  });
  router.post(
    '/',
    express.json({ limit: '16kb', type: ['application/csp-report', 'application/reports+json', 'application/json'] }),
    (req, res) => {
      for (const violation of violationsOf(req.body)) count(violation);
      res.status(204).end();
    },
  );
  return router;
}

function violationsOf(body: unknown): Violation[] {
  const older = Older.safeParse(body);
  if (older.success) {
    const told = older.data['csp-report'];
    return [violation(told['effective-directive'] || told['violated-directive'], told['blocked-uri'], told['document-uri'])];
  }
  const newer = Newer.safeParse(body);
  if (!newer.success) return [];
  return newer.data
    .slice(0, A_REPORT)
    .map(({ body: told }) => violation(told.effectiveDirective ?? '', told.blockedURL ?? '', told.documentURL ?? ''));
}

const violation = (directive: string, blocked: string, page: string): Violation => ({
  directive: /^[a-z-]{1,40}/.exec(directive)?.[0] ?? 'unknown',
  blocked: URL.parse(blocked)?.origin ?? /^[a-z-]{1,20}$/.exec(blocked)?.[0] ?? 'unknown',
  page: /^\/[a-z-]{0,30}/.exec(URL.parse(page)?.pathname ?? '')?.[0] ?? 'unknown',
});

function counter(log: Log): (violation: Violation) => void {
  const kinds = new Map<string, { count: number; loggedAt: number }>();
  return (found) => {
    const known = JSON.stringify(found);
    const isOneTooMany = !kinds.has(known) && kinds.size >= MOST_KINDS;
    const [key, told] = isOneTooMany ? ['others', { directive: 'others', blocked: 'others', page: 'others' }] : [known, found];
    const kind = kinds.get(key) ?? { count: 0, loggedAt: -Infinity };
    kinds.set(key, kind);
    kind.count++;
    const now = Date.now();
    if (now - kind.loggedAt < AN_HOUR) return;
    log.warn({ event: 'policy_report', ...told, count: kind.count }, 'A page’s security policy stopped something');
    Object.assign(kind, { count: 0, loggedAt: now });
  };
}
