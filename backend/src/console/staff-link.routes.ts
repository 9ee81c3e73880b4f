import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { spend } from '../kernel/budget.js';
import type { Context } from '../kernel/context.js';
import { AppError, invalid, notFound } from '../kernel/errors.js';
import { tellRefusal } from '../kernel/tell-refusal.js';
import { contextOf } from '../api/http/door.js';
import { tellRetryAfter } from '../api/http/retry-after.js';
import { readStaffLink } from '../staff/read-staff-link.js';
import { takeStaffLink } from '../staff/take-staff-link.js';
import { refusalPage } from './refusal-page.js';
import { staffLinkPage, staffLinkTakenPage } from './staff-link-page.js';
import { asWritten } from '../words/say.js';

const text = (most: number) => z.string().max(most).catch('');
const Form = z.object({ password: text(200), again: text(200), code: text(12) });
// Each try hashes a password; a token itself cannot be guessed.
const TRIES = { name: 'staff-link', tries: 30, seconds: 60 };
const TOKEN = /^[\w-]{43}$/;

/** `/admin/link/:token`: for who has no account to sign in with yet. */
export function staffLinkRoutes(ctx: Context): Router {
  const router = Router({ caseSensitive: true });
  const path = '/link/:token';
  // The address is the key: no page that is linked to may learn it. Not no-referrer: browsers then post with Origin null.
  const secretly: RequestHandler = (_req, res, next) => {
    res.set('Referrer-Policy', 'strict-origin');
    next();
  };
  const codeRequired = ctx.settings.appEnv === 'prod';

  router.get(path, secretly, async (req, res) => {
    try {
      const link = await readStaffLink(ctx, tokenOf(req.params['token']));
      res.type('html').send(staffLinkPage({ link, action: `${req.baseUrl}${req.path}`, codeRequired }));
    } catch (error) {
      refuse(res, error);
    }
  });

  router.post(path, secretly, express.urlencoded({ extended: false, limit: '10kb' }), async (req, res) => {
    try {
      const asking = contextOf(ctx, req);
      await spend(ctx, TRIES, asking.from ?? '');
      const token = tokenOf(req.params['token']);
      const { password, again, code } = Form.parse(req.body ?? {});
      const link = await readStaffLink(ctx, token);
      try {
        if (password !== again) throw invalid(asWritten('두 비밀번호가 달라요. 똑같이 적어 주세요.'));
        await takeStaffLink(asking, { token, password, code });
      } catch (error) {
        // What can be pressed again is: the form stands as it was.
        if (!(error instanceof AppError) || ![422, 503].includes(error.status)) throw error;
        tellRetryAfter(res, error);
        const page = { link, action: `${req.baseUrl}${req.path}`, codeRequired, error: tellRefusal(error).detail };
        res.status(error.status).type('html').send(staffLinkPage(page));
        return;
      }
      res.type('html').send(staffLinkTakenPage());
    } catch (error) {
      refuse(res, error);
    }
  });
  return router;
}

function tokenOf(given: unknown): string {
  if (typeof given !== 'string' || !TOKEN.test(given)) throw notFound();
  return given;
}

function refuse(res: express.Response, error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  tellRetryAfter(res, error);
  res.status(error.status).type('html').send(refusalPage(error));
}
