import type { Customer } from '@mngshop/backend/contract';
import { recipientFrom } from '../../components/AddressFields';
import type { Recipient } from '../../lib/api/calls';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
const NAME = 'mng.address';

/** What was typed when the session turned out to have ended, for the way back from signing in; a saved address needs no keeping. */
export function keepAddress(store: Store, { email, address }: Customer, form: HTMLFormElement): void {
  if (!address) store.setItem(NAME, JSON.stringify({ email, typed: recipientFrom(form) }));
}

/** Gives it back once, and only to whom it belongs: somebody else may have signed in. */
export function keptAddress(store: Store, { email }: Customer): Recipient | undefined {
  const text = store.getItem(NAME);
  store.removeItem(NAME);
  try {
    const kept = JSON.parse(text ?? 'null') as { email?: unknown; typed?: Recipient } | null;
    return kept?.email === email ? kept.typed : undefined;
  } catch {
    return undefined;
  }
}
