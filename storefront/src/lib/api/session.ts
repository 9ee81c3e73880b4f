import type { Customer } from '@mngshop/backend/contract';
import { atom } from 'nanostores';
import { api, onRefusal } from './calls';
import { ApiError } from './api-error';
import { signInFrom } from '../browser/next-path';
import { tellOthers } from './other-tabs';
import { keepFor } from '../browser/tab-storage';

/** undefined: not known yet; null: a visitor. */
export const $me = atom<Customer | null | undefined>(undefined);

let loading: Promise<Customer | null> | undefined;

/** Who is here: asked once for all islands of a page. A failure is forgotten, so the next call asks again. */
export function loadMe(): Promise<Customer | null> {
  loading ??= api.me().then(
    ({ customer }) => {
      setMe(customer);
      return customer;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Whom this page was made for; undefined when it could not be told. */
export const shownTo = (): Promise<Customer | null | undefined> => loading?.catch(() => undefined) ?? Promise.resolve(undefined);

/** What the server answered is now known everywhere, and the tab keeps nothing of anybody else. */
export function setMe(customer: Customer | null): void {
  loading = Promise.resolve(customer);
  withStorage((store) => keepFor(store, customer?.email ?? null));
  $me.set(customer);
}

/** Somebody has just signed in or up here. */
export function signedIn(customer: Customer): void {
  setMe(customer);
  tellOthers('changed');
}

/** The session was ended by its owner: nothing of theirs stays in this tab, nor in the others. */
export function signedOut(): void {
  forgetAll();
  tellOthers('out');
  leaveFor('/');
}

export const forgetAll = (): void => withStorage((store) => store.clear());

/** The session has ended otherwise: a page for members leads to signing in and back here. Returns whether it does. */
export function leftForSignIn(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.code !== 'not_signed_in') return false;
  leaveFor(signInFrom(location));
  return true;
}

/** What the page shows is over: covered (cover.css) until the next one is there. */
export function leaveFor(address: string): void {
  document.documentElement.dataset['covered'] = '';
  location.replace(address);
}

// Whatever was asked for: a refresh, a dialog, the rest of a list. Other windows that stand open show the same person's data.
onRefusal((error) => {
  if (leftForSignIn(error)) tellOthers('changed');
});

/** A browser may refuse to keep anything; there is nothing of anybody's then. */
function withStorage(use: (store: Storage) => void): void {
  try {
    use(sessionStorage);
  } catch {
    // Nothing kept, nothing to forget.
  }
}
