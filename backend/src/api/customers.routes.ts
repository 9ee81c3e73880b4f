import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Context } from '../kernel/context.js';
import * as contract from '../contract/account.js';
import type { Told } from '../contract/told.js';
import { invalid } from '../kernel/errors.js';
import { clearCustomerCookie, clearResetCookie, resetHandle, setCustomerCookie, setResetCookie } from './http/customer-cookie.js';
import { randomId } from '../kernel/random.js';
import { finishPasswordReset, startPasswordReset } from '../customers/reset-password.js';
import { finishPhoneVerification, startPhoneVerification } from '../accounts/verify-phone.js';
import { body, contextOf, customersOnly, param } from './http/door.js';
import { type Friction, withFriction } from '../kernel/friction.js';
import { type Device, tagOf } from '../kernel/device.js';
import { deviceFor, setDeviceCookie } from './http/device-cookie.js';
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
import { signUpAnew } from '../accounts/sign-up-anew.js';
import { confirmPassword } from '../customers/step-up.js';
import { say } from '../words/say.js';

const MINUTE = 60;
const QUARTER_HOUR = 15 * MINUTE;
const A_DAY = 24 * 60 * MINUTE;

/** What is free at a door, and what is dearer from then on; docs/decisions/0044 has it as a table. */
const fromNetwork = ({ from = '' }: Context): Friction => ({ name: 'network', seconds: MINUTE, key: from, free: 100 });
const codesToNetwork = ({ from = '' }: Context): Friction => ({ name: 'codes/network', seconds: A_DAY, key: from, free: 30 });
const signUpsOf = (email: string): Friction => ({ name: 'sign-up', seconds: QUARTER_HOUR, key: email, free: 20 });
/** Wherever they come from: a hundred wrong passwords a day guess none that is on no list. */
const wrongPasswordsOf = (email: string): Friction[] => [
  { name: 'sign-in', seconds: QUARTER_HOUR, key: email, free: 10, onlyWrong: true },
  { name: 'sign-in/day', seconds: A_DAY, key: email, free: 100, most: 100, onlyWrong: true },
];

/** What strangers use up of an account's tries is not taken from who has signed in to it on this device before. */
function ownTries({ settings, device }: Context, email: string) {
  if (!device?.owners.includes(tagOf(settings, `customer:${email}`))) return null;
  return { name: 'sign-in/device', seconds: QUARTER_HOUR, key: `${device.id} ${email}`, tries: 10 };
}

/** Sign-up, sign-in and everything under /me. */
export function customersRoutes(ctx: Context): Router {
  const router = Router();

  const entered = async (res: Response, device: Device, session: OpenedSession) => {
    setCustomerCookie(res, ctx.settings, session.token);
    setDeviceCookie(res, ctx.settings, device);
    return { customer: await showMe(as(ctx, session)) } satisfies Told<contract.CustomerAnswer>;
  };

  router.post('/sign-up', async (req, res) => {
    const { asking, input } = await read(ctx, req, contract.SignUp);
    const device = deviceFor(ctx.settings, asking.device, `customer:${input.email}`);
    const counts = [fromNetwork(asking), signUpsOf(input.email)];
    const session = await withFriction(asking, 'sign-up', counts, () => signUpAnew({ ...asking, device }, input));
    res.status(201).json(await entered(res, device, session));
  });

  router.post('/session', async (req, res) => {
    const { asking, input } = await read(ctx, req, contract.SignIn);
    const device = deviceFor(ctx.settings, asking.device, `customer:${input.email}`);
    const counts = [fromNetwork(asking), ...wrongPasswordsOf(input.email)];
    const enter = () => signIn({ ...asking, device }, input);
    const session = await withFriction(asking, 'sign-in', counts, enter, ownTries(asking, input.email));
    res.status(201).json(await entered(res, device, session));
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
    await withFriction(asking, 'code', [codesToNetwork(asking)], () => startPhoneVerification(asking, input));
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
    const { asking, input } = await read(ctx, req, contract.StartPasswordReset);
    const handle = randomId();
    await withFriction(asking, 'code', [codesToNetwork(asking)], () => startPasswordReset(asking, { ...input, handle }));
    setResetCookie(res, ctx.settings, handle);
    res.status(202).json({});
  });

  router.put('/password-reset', async (req, res) => {
    const { asking, input } = await read(ctx, req, contract.FinishPasswordReset);
    const handle = resetHandle(req, ctx.settings) ?? '';
    const finish = () => finishPasswordReset(asking, { ...input, handle });
    const { email } = await withFriction(asking, 'reset', [fromNetwork(asking)], finish);
    clearResetCookie(res, ctx.settings);
    setDeviceCookie(res, ctx.settings, deviceFor(ctx.settings, asking.device, `customer:${email}`));
    res.status(204).end();
  });
  return router;
}

/** Who asks, and what for. A body that is wrong counts for its network too. */
async function read<T extends z.ZodType>(ctx: Context, req: Request, schema: T): Promise<{ asking: Context; input: z.output<T> }> {
  const asking = contextOf(ctx, req);
  try {
    return { asking, input: body(schema, req) };
  } catch (error) {
    return withFriction(asking, 'body', [fromNetwork(asking)], () => Promise.reject(error));
  }
}

const as = (ctx: Context, session: OpenedSession): Context => ({
  ...ctx,
  actor: { kind: 'customer', id: session.customerId, universityId: session.universityId, sessionId: session.sessionId },
});
