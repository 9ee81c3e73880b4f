/**
 * Who is signed in may have changed while a page was out of sight: signed out here, in another tab, on another device, or somebody else has
 * come. So a page that comes back (from the browser's memory, or another tab) stays covered until the server has said who is there now.
 */
import type { Customer } from '@mngshop/backend/contract';
import { api } from './calls';
import { asApiError } from './api-error';
import { signInFrom } from '../browser/next-path';
import { hearOthers } from './other-tabs';
import { forgetAll, leaveFor, setMe, shownTo } from './session';
import { hideVeil, showFailure, showVeil } from '../browser/veil';

/** A page that is left open in sight learns of a session that ended on another device within this time. */
const AGAIN_MS = 5 * 60_000;

const root = document.documentElement;
/** Pages that show nothing of a member but the header's chip. */
const isPublic = root.dataset['public'] !== undefined;
let round = 0;
let focused: Element | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export function guardPage(): void {
  addEventListener('pagehide', outOfSight);
  addEventListener('pageshow', (event) => event.persisted && ask());
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'visible' ? ask() : outOfSight()));
  addEventListener('online', () => root.dataset['covered'] !== undefined && document.visibilityState === 'visible' && ask());
  hearOthers((word) => {
    if (word === 'out') forgetAll();
    ask();
  });
  if (root.dataset['covered'] !== undefined && document.visibilityState === 'visible') ask();
  else askLater();
}

/** An answer that is under way would be old by the time the page is seen again. */
function outOfSight(): void {
  round++;
  clearTimeout(timer);
  focused = document.activeElement;
}

function ask(): void {
  focused = document.activeElement === document.body ? focused : document.activeElement;
  root.dataset['covered'] = '';
  if (!isPublic) showVeil();
  askQuietly((error) => {
    if (!isPublic) showFailure(asApiError(error).detail, ask);
  });
}

function askQuietly(failed: (error: unknown) => void = askLater): void {
  const mine = ++round;
  clearTimeout(timer);
  Promise.all([shownTo(), api.me()]).then(
    ([shown, { customer }]) => mine === round && settle(shown, customer),
    (error: unknown) => mine === round && failed(error),
  );
}

function askLater(): void {
  clearTimeout(timer);
  timer = setTimeout(askQuietly, AGAIN_MS);
}

function settle(shown: Customer | null | undefined, now: Customer | null): void {
  if (isPublic || (shown !== undefined && shown?.email === now?.email)) {
    setMe(now);
    return uncover();
  }
  root.dataset['covered'] = '';
  if (now === null) {
    forgetAll();
    return leaveFor(signInFrom(location));
  }
  setMe(now);
  location.reload();
}

function uncover(): void {
  hideVeil();
  delete root.dataset['covered'];
  // What was covered has lost the focus.
  if (document.activeElement === document.body && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  focused = null;
  askLater();
}
