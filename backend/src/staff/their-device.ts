import type { Context } from '../kernel/context.js';
import { tagOf } from '../kernel/device.js';

/** Whether this account has been signed in to on this device before. @param email in lower case */
export const isTheirDevice = ({ device, settings }: Pick<Context, 'device' | 'settings'>, email: string): boolean =>
  device?.owners.includes(tagOf(settings, `staff:${email}`)) ?? false;
