import type { Request, Response } from 'express';
import type { Settings } from '../../kernel/context.js';
import { type Device, ownedBy, readDevice, signDevice, tagOf } from '../../kernel/device.js';
import { readCookie } from './customer-cookie.js';

type Where = Pick<Settings, 'appEnv' | 'secrets'>;

const HALF_A_YEAR_MS = 180 * 86_400_000;
const cookieName = ({ appEnv }: Where) => (appEnv === 'local' ? 'mng_device' : '__Host-mng_device');

/** The browser that asks, where somebody has signed in on it before. */
export const deviceOf = (req: Request, where: Where): Device | undefined => readDevice(where, readCookie(req, cookieName(where)));

/** Remembers whose browser it is. It opens nothing: whoever comes with it has tries that strangers cannot use up. */
export function setDeviceCookie(res: Response, where: Where, device: Device): void {
  const options = { httpOnly: true, sameSite: 'lax', secure: where.appEnv !== 'local', path: '/', maxAge: HALF_A_YEAR_MS } as const;
  res.cookie(cookieName(where), signDevice(where, device), options);
}

/** The device as it is from now on, for the account that has just been opened on it. */
export const deviceFor = (where: Where, device: Device | undefined, account: Parameters<typeof tagOf>[1]): Device =>
  ownedBy(device, tagOf(where, account));
