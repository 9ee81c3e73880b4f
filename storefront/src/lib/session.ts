import type { Customer } from '@mngshop/backend/contract';
import { atom } from 'nanostores';
import { api } from './api';
import { ApiError } from './api-error';
import { signInFrom } from './next-path';

/** undefined: not known yet; null: a visitor. */
export const $me = atom<Customer | null | undefined>(undefined);

let loading: Promise<Customer | null> | undefined;

/** Who is here: asked once for all islands of a page. A failure is forgotten, so the next call asks again. */
export function loadMe(): Promise<Customer | null> {
  loading ??= api.me().then(
    ({ customer }) => {
      $me.set(customer);
      return customer;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** After a change of one's own data: what the server answered is now known everywhere. */
export function setMe(customer: Customer | null): void {
  loading = Promise.resolve(customer);
  $me.set(customer);
}

/** A page for members: who is signed out is led to signing in and back here; a wrong password is no such thing. Returns whether it did. */
export function leftForSignIn(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 401 || error.code === 'wrong_credentials') return false;
  location.replace(signInFrom(location));
  return true;
}
