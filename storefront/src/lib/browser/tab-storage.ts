/**
 * To whom belongs what this tab keeps (sessionStorage: the cart, the key of an order, an address that was just typed). It serves one member;
 * after a session has run out it waits a little for the same one to come back, and goes before anybody else reads it.
 */
import { digest } from './digest';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear'>;

const OWNER = 'mng.owner';
const LEFT = 'mng.left';
/** Long enough to look up a password and sign in again. */
const WAIT_MS = 15 * 60_000;

/** @param email of who is signed in, null for nobody @param now ms since the epoch */
export function keepFor(store: Store, email: string | null, now = Date.now()): void {
  if (email === null) return waitFor(store, now);
  const owner = digest(email);
  const before = store.getItem(OWNER);
  if ((before !== null && before !== owner) || isOver(store, now)) store.clear();
  store.removeItem(LEFT);
  store.setItem(OWNER, owner);
}

function waitFor(store: Store, now: number): void {
  if (isOver(store, now)) store.clear();
  else if (store.getItem(OWNER) !== null && store.getItem(LEFT) === null) store.setItem(LEFT, String(now));
}

function isOver(store: Store, now: number): boolean {
  const left = store.getItem(LEFT);
  return left !== null && !(now - Number(left) < WAIT_MS);
}
