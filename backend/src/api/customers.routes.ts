import { Router } from 'express';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import * as contract from '../contract/account.js';
import { invalid } from '../kernel/errors.js';
import { clearCustomerCookie, clearResetCookie, resetHandle, setCustomerCookie, setResetCookie } from './http/customer-cookie.js';
import { randomId } from '../kernel/random.js';
import { finishPasswordReset, startPasswordReset } from '../customers/reset-password.js';
import { finishPhoneVerification, startPhoneVerification } from '../accounts/verify-phone.js';
import { body, contextOf, customersOnly } from './http/door.js';
import { budget } from '../kernel/budget.js';
import { addressOf } from './http/address-of.js';
import { changeMe } from '../accounts/change-me.js';
import { changePassword } from '../customers/change-password.js';
import { leave } from '../accounts/leave.js';
import type { OpenedSession } from '../customers/open-session.js';
import { saveAddress } from '../customers/save-address.js';
import { showMe } from '../customers/show-me.js';
import { signIn } from '../customers/sign-in.js';
import { signOut } from '../customers/sign-out.js';
import { signUp } from '../customers/sign-up.js';

const QUARTER_HOUR = 15 * 60;

/** Sign-up, sign-in and everything under /me. */
export function customersRoutes(ctx: Context): Router {
  const router = Router();
  const perAddress = budget(100, 60);
  const perAccount = budget(10, QUARTER_HOUR);
  const signUps = budget(20, QUARTER_HOUR);
  // Each one may cost an SMS.
  const codes = budget(20, 24 * 60 * 60);
  const passwordChanges = budget(10, QUARTER_HOUR);

  router.post('/sign-up', async (req, res) => {
    await perAddress(addressOf(req));
    const input = body(contract.SignUp, req);
    await signUps(`${addressOf(req)} ${input.email}`);
    const session = await signUp(ctx, input);
    setCustomerCookie(res, ctx.settings, session.token);
    res.status(201).json({ customer: await showMe(as(ctx, session)) });
  });

  router.post('/session', async (req, res) => {
    await perAddress(addressOf(req));
    const input = body(contract.SignIn, req);
    const tries = `${addressOf(req)} ${input.email}`;
    await perAccount(tries);
    const session = await signIn(ctx, input);
    await perAccount.forgive(tries);
    setCustomerCookie(res, ctx.settings, session.token);
    res.status(201).json({ customer: await showMe(as(ctx, session)) });
  });

  router.get('/me', async (req, res) => {
    const known = req.actor?.kind === 'customer';
    res.json({ customer: known ? await showMe(contextOf(ctx, req)) : null });
  });

  router.delete('/session', customersOnly, async (req, res) => {
    await signOut(contextOf(ctx, req));
    clearCustomerCookie(res, ctx.settings);
    res.status(204).end();
  });

  router.patch('/me', customersOnly, async (req, res) => {
    const input = body(contract.ChangeMe, req);
    if (Object.keys(input).length === 0) throw invalid('바꿀 내용을 하나 이상 보내 주세요.');
    await changeMe(contextOf(ctx, req), input);
    res.json({ customer: await showMe(contextOf(ctx, req)) });
  });

  router.put('/me/password', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const input = body(contract.ChangePassword, req);
    await passwordChanges(String(asCustomer(asking).id));
    const session = await changePassword(asking, input);
    setCustomerCookie(res, ctx.settings, session.token);
    res.json({ customer: await showMe(as(ctx, session)) });
  });

  router.put('/me/address', customersOnly, async (req, res) => {
    await saveAddress(contextOf(ctx, req), body(contract.Address, req));
    res.json({ customer: await showMe(contextOf(ctx, req)) });
  });

  router.delete('/me', customersOnly, async (req, res) => {
    await leave(contextOf(ctx, req));
    clearCustomerCookie(res, ctx.settings);
    res.status(204).end();
  });

  router.post('/phone-verification', customersOnly, async (req, res) => {
    const input = body(contract.StartPhoneVerification, req);
    await codes(addressOf(req));
    await startPhoneVerification(contextOf(ctx, req), input);
    res.status(202).json({});
  });

  router.put('/phone-verification', customersOnly, async (req, res) => {
    await finishPhoneVerification(contextOf(ctx, req), body(contract.FinishPhoneVerification, req));
    res.json({ customer: await showMe(contextOf(ctx, req)) });
  });

  router.post('/password-reset', async (req, res) => {
    const input = body(contract.StartPasswordReset, req);
    await codes(addressOf(req));
    const handle = randomId();
    await startPasswordReset(ctx, { ...input, handle });
    setResetCookie(res, ctx.settings, handle);
    res.status(202).json({});
  });

  router.put('/password-reset', async (req, res) => {
    const input = body(contract.FinishPasswordReset, req);
    await perAddress(addressOf(req));
    await finishPasswordReset(ctx, { ...input, handle: resetHandle(req, ctx.settings) ?? '' });
    clearResetCookie(res, ctx.settings);
    res.status(204).end();
  });
  return router;
}

const as = (ctx: Context, session: OpenedSession): Context => ({
  ...ctx,
  actor: { kind: 'customer', id: session.customerId, universityId: session.universityId, sessionId: session.sessionId },
});
