import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Context } from '../kernel/context.js';
import { AppError, invalid } from '../kernel/errors.js';
import { tellRefusal } from '../kernel/tell-refusal.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import type { SignedInRequestStaff } from '../api/http/authenticate-staff.js';
import { contextOf } from '../api/http/door.js';
import { problems } from '../api/http/problem.js';
import { tellRetryAfter } from '../api/http/retry-after.js';
import { changeOwnPassword } from '../staff/change-own-password.js';
import { endOwnSessions } from '../staff/end-own-sessions.js';
import { askForPasskey, enrolPasskey } from '../staff/enrol-passkey.js';
import { makeRecoveryCodes } from '../staff/make-recovery-codes.js';
import { readOwnAccess } from '../staff/read-own-access.js';
import { removePasskey } from '../staff/remove-passkey.js';
import { asWritten } from '../words/say.js';
import { accountPage, recoveryCodesPage, type Told } from './account-page.js';
import { PasskeyResponse } from './passkey-response.js';

const text = (most: number) => z.string().max(most).catch('');
const NewPassword = z.object({ current: text(200), password: text(200), again: text(200) });
const Proof = z.object({ current: text(200) });
const Which = z.object({
  which: z
    .string()
    .regex(/^(others|[0-9a-f]{32})$/)
    .catch(''),
});
const NewPasskey = z.object({ name: text(100).transform((name) => cleanLine(name) || '패스키'), response: PasskeyResponse });

/** What was just done, told on the page that follows it: the address carries its name. */
const DONE: Readonly<Record<string, string>> = {
  password: '비밀번호를 바꿨어요. 다른 기기에서는 로그아웃했어요.',
  passkey: '패스키를 추가했어요. 다음부터 비밀번호 없이 로그인할 수 있어요.',
  removed: '패스키를 지웠어요.',
  ended: '로그아웃했어요.',
};

const path = '/account';

/** `/admin/account`: what opens one's own account, and where it stands open. Plain pages; only a passkey needs a script. */
export function accountRoutes(ctx: Context): Router {
  const router = Router({ caseSensitive: true });
  const form = express.urlencoded({ extended: false, limit: '10kb' });
  const json = express.json({ limit: '20kb' });

  /** @param run gives a page, or null where it has answered */
  const page =
    (run: (asking: Context, sessionId: string, given: unknown) => Promise<string | null>): RequestHandler =>
    async (req, res) => {
      const { sessionId } = req.staff as SignedInRequestStaff;
      const asking = contextOf(ctx, req);
      try {
        const html = await run(asking, sessionId, req.body ?? {});
        if (html !== null) res.type('html').send(html);
      } catch (error) {
        // What can be done again is: the page stands, and says what was wrong.
        if (!(error instanceof AppError) || error.status === 401) throw error;
        tellRetryAfter(res, error);
        const told: Told = { error: tellRefusal(error).detail };
        res
          .status(error.status)
          .type('html')
          .send(accountPage(await readOwnAccess(asking), sessionId, told));
      }
    };
  const andBack =
    (done: keyof typeof DONE, run: (asking: Context, sessionId: string, given: unknown, id: string) => Promise<unknown>): RequestHandler =>
    (req, res, next) =>
      page(async (asking, sessionId, given) => {
        await run(asking, sessionId, given, String(req.params['id'] ?? ''));
        res.redirect(303, `/admin${path}?done=${done}`);
        return null;
      })(req, res, next);

  router.get(path, async (req, res) => {
    const { sessionId } = req.staff as SignedInRequestStaff;
    const { done: what } = req.query;
    const done = typeof what === 'string' && Object.hasOwn(DONE, what) ? DONE[what] : undefined;
    res.type('html').send(accountPage(await readOwnAccess(contextOf(ctx, req)), sessionId, done === undefined ? {} : { done }));
  });
  router.post(
    `${path}/password`,
    form,
    andBack('password', async (asking, sessionId, given) => {
      const { current, password, again } = NewPassword.parse(given);
      if (password !== again) throw invalid(asWritten('두 비밀번호가 달라요. 똑같이 적어 주세요.'));
      await changeOwnPassword(asking, { current, password, sessionId });
    }),
  );
  router.post(
    `${path}/recovery-codes`,
    form,
    page(async (asking, _sessionId, given) => recoveryCodesPage(await makeRecoveryCodes(asking, { password: Proof.parse(given).current }))),
  );
  router.post(
    `${path}/passkeys/:id/remove`,
    form,
    andBack('removed', (asking, _s, _g, id) => removePasskey(asking, { id: Number(id) || 0 })),
  );
  router.post(
    `${path}/sessions/end`,
    form,
    andBack('ended', (asking, sessionId, given) => endOwnSessions(asking, { sessionId, ...Which.parse(given) })),
  );

  // What passkeys.js asks for and hands over.
  router.post(`${path}/passkeys/options`, json, async (req, res) => {
    const { sessionId } = req.staff as SignedInRequestStaff;
    res.json(await askForPasskey(contextOf(ctx, req), { password: Proof.parse(req.body ?? {}).current, sessionId }));
  });
  router.post(`${path}/passkeys`, json, async (req, res) => {
    const { sessionId } = req.staff as SignedInRequestStaff;
    const given = NewPasskey.safeParse(req.body ?? {});
    if (!given.success) throw invalid(asWritten('패스키를 읽을 수 없어요. 화면을 새로 고치고 다시 추가해 주세요.'));
    await enrolPasskey(contextOf(ctx, req), { ...given.data, sessionId });
    res.status(201).json({ next: `/admin${path}?done=passkey` });
  });
  router.use([`${path}/passkeys/options`, `${path}/passkeys`], problems(ctx));
  return router;
}
