import { Router } from 'express';
import type { Context } from '../kernel/context.js';
import * as contract from '../contract/account.js';
import type { Told } from '../contract/told.js';
import { invalid } from '../kernel/errors.js';
import { clearCustomerCookie, clearResetCookie, resetHandle, setCustomerCookie, setResetCookie } from './http/customer-cookie.js';
import { randomId } from '../kernel/random.js';
import { finishPasswordReset, startPasswordReset } from '../customers/reset-password.js';
import { finishPhoneVerification, startPhoneVerification } from '../accounts/verify-phone.js';
import { body, contextOf, customersOnly, param } from './http/door.js';
import { budget } from '../kernel/budget.js';
import { addressOf } from './http/address-of.js';
import { changeMe } from '../accounts/change-me.js';
import { changePassword } from '../customers/change-password.js';
import { endDevices } from '../customers/end-devices.js';
import { readDevices } from '../customers/read-devices.js';
import { leave } from '../accounts/leave.js';
import { passwordOfCall, throttledPassword } from '../customers/password-throttle.js';
import type { OpenedSession } from '../customers/open-session.js';
import { saveAddress } from '../customers/save-address.js';
import { showMe } from '../customers/show-me.js';
import { signIn } from '../customers/sign-in.js';
import { signOut } from '../customers/sign-out.js';
import { signUp } from '../customers/sign-up.js';
import { confirmPassword } from '../customers/step-up.js';
import { say } from '../words/say.js';

const QUARTER_HOUR = 15 * 60;

/** Sign-up, sign-in and everything under /me. */
export function customersRoutes(ctx: Context): Router {
  const router = Router();
  const perAddress = budget(100, 60);
  const perAccount = budget(10, QUARTER_HOUR);
  const signUps = budget(20, QUARTER_HOUR);
  // Each one may cost an SMS.
  const codes = budget(20, 24 * 60 * 60);

  router.post('/sign-up', async (req, res) => {
    await perAddress(addressOf(req));
    const input = body(contract.SignUp, req);
    const session = await signUps.on(`${addressOf(req)} ${input.email}`, () => signUp(contextOf(ctx, req), input));
    setCustomerCookie(res, ctx.settings, session.token);
    res.status(201).json({ customer: await showMe(as(ctx, session)) } satisfies Told<contract.CustomerAnswer>);
  });

  router.post('/session', async (req, res) => {
    await perAddress(addressOf(req));
    const input = body(contract.SignIn, req);
    const tries = `${addressOf(req)} ${input.email}`;
    const session = await perAccount.on(tries, () => signIn(contextOf(ctx, req), input));
    await perAccount.forgive(tries);
    setCustomerCookie(res, ctx.settings, session.token);
    res.status(201).json({ customer: await showMe(as(ctx, session)) } satisfies Told<contract.CustomerAnswer>);
  });

  router.put('/session', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const { password } = body(contract.ConfirmPassword, req);
    await throttledPassword(asking, () => confirmPassword(asking, password));
    res.status(204).end();
  });

  router.get('/me', async (req, res) => {
    const known = req.actor?.kind === 'customer';
    res.json({ customer: known ? await showMe(contextOf(ctx, req)) : null } satisfies Told<contract.MeAnswer>);
  });

  router.delete('/session', customersOnly, async (req, res) => {
    await signOut(contextOf(ctx, req));
    clearCustomerCookie(res, ctx.settings);
    res.status(204).end();
  });

  router.get('/sessions', customersOnly, async (req, res) => {
    res.json({ devices: await readDevices(contextOf(ctx, req)) } satisfies Told<contract.DevicesAnswer>);
  });

  router.delete('/sessions', customersOnly, async (req, res) => {
    await endDevices(contextOf(ctx, req), 'others');
    res.status(204).end();
  });

  router.delete('/sessions/:id', customersOnly, async (req, res) => {
    await endDevices(contextOf(ctx, req), param(req, 'id'));
    res.status(204).end();
  });

  router.patch('/me', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const { password, ...input } = body(contract.ChangeMe, req);
    if (Object.keys(input).length === 0) throw invalid(say('customer.nothing_changed'));
    await passwordOfCall(asking, { password });
    await changeMe(asking, input);
    res.json({ customer: await showMe(asking) } satisfies Told<contract.CustomerAnswer>);
  });

  router.put('/me/password', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const input = body(contract.ChangePassword, req);
    const change = () => changePassword(asking, input);
    const session = await (input.currentPassword === undefined ? change() : throttledPassword(asking, change));
    setCustomerCookie(res, ctx.settings, session.token);
    res.json({ customer: await showMe(as(ctx, session)) } satisfies Told<contract.CustomerAnswer>);
  });

  router.put('/me/address', customersOnly, async (req, res) => {
    await saveAddress(contextOf(ctx, req), body(contract.Address, req));
    res.json({ customer: await showMe(contextOf(ctx, req)) } satisfies Told<contract.CustomerAnswer>);
  });

  router.delete('/me', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    // A body is new on this call: without one, it is the session that has to be fresh.
    await passwordOfCall(asking, req.body === undefined ? {} : body(contract.Leave, req));
    await leave(asking);
    clearCustomerCookie(res, ctx.settings);
    res.status(204).end();
  });

  router.post('/phone-verification', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const input = body(contract.StartPhoneVerification, req);
    await passwordOfCall(asking, input);
    await codes.on(addressOf(req), () => startPhoneVerification(asking, input));
    res.status(202).json({});
  });

  router.put('/phone-verification', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const input = body(contract.FinishPhoneVerification, req);
    await passwordOfCall(asking, input);
    await finishPhoneVerification(asking, input);
    res.json({ customer: await showMe(asking) } satisfies Told<contract.CustomerAnswer>);
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
    await finishPasswordReset(contextOf(ctx, req), { ...input, handle: resetHandle(req, ctx.settings) ?? '' });
    clearResetCookie(res, ctx.settings);
    res.status(204).end();
  });
  return router;
}

const as = (ctx: Context, session: OpenedSession): Context => ({
  ...ctx,
  actor: { kind: 'customer', id: session.customerId, universityId: session.universityId, sessionId: session.sessionId },
});
