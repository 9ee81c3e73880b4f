import { type Keys, keysOf } from '../kernel/keys.js';
import { keyedHash } from '../kernel/random.js';

type Asking = { settings: Keys };
type Person = { id: number; phone: string; phoneVerifiedAt: Date | null };

/**
 * Under which name a customer's units are counted: the verified phone where there is one, so that two accounts share a limit.
 * Keyed and one-way: the count outlives the account (an order of five years' standing refers to it), the number does not.
 */
export const holderOf = (ctx: Asking, person: Person): string => nameUnder(ctx.settings.secrets.field, person);

/** Under which names they were counted by the keys before; those count too until every row has the new name (docs/decisions/0048). */
export function formerHoldersOf(ctx: Asking, person: Person): string[] {
  if (!person.phoneVerifiedAt) return [];
  const [, ...former] = keysOf(ctx.settings, 'field');
  return former.map((key) => nameUnder(key, person));
}

const nameUnder = (key: string, { id, phone, phoneVerifiedAt }: Person) =>
  phoneVerifiedAt ? `phone:${keyedHash(key, 'limit-holder', phone).slice(0, 32)}` : `customer:${id}`;
