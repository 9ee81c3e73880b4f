import type { Context } from '../kernel/context.js';
import { keyedHash } from '../kernel/random.js';

/**
 * Under which name a customer's units are counted: the verified phone where there is one, so that two accounts share a limit.
 * Keyed and one-way: the count outlives the account (an order of five years' standing refers to it), the number does not.
 */
export const holderOf = (
  ctx: { settings: Pick<Context['settings'], 'secrets'> },
  { id, phone, phoneVerifiedAt }: { id: number; phone: string; phoneVerifiedAt: Date | null },
): string => (phoneVerifiedAt ? `phone:${keyedHash(ctx.settings.secrets.field, 'limit-holder', phone).slice(0, 32)}` : `customer:${id}`);
