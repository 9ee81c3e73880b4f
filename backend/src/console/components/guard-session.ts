import { forgetLists } from './list-address.js';
import { hasUnsaved } from './use-unsaved.js';

/**
 * Nothing of a page of the console is shown to whoever is not signed in any more: neither when the browser takes it from its
 * memory (Back), nor while it stands open in a tab and the session ended by expiry or elsewhere. The page is covered when it is
 * left, so that the first frame of one that comes back is the cover; who is signed in is asked before it goes. Whoever still
 * is sees no reload.
 */
export function guardSession(): void {
  const cover = makeCover();
  const isOver = () => {
    cover.drop();
    // What was typed is stored nowhere else: it waits behind the cover for the same person to sign in again.
    if (hasUnsaved()) return cover.askToSignIn();
    forgetLists();
    location.replace(signInFrom(location.pathname + location.search));
  };
  const ask = once(async () => {
    const answer = await whoIsIn();
    if (answer === 'me') cover.lift();
    else if (answer === 'nobody') isOver();
    else if (answer === 'unknown') cover.offerAgain();
    else {
      cover.drop();
      location.reload();
    }
  });
  addEventListener('pagehide', cover.drop);
  addEventListener('pageshow', ({ persisted }) => persisted && void ask());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void ask());
  addEventListener('focus', () => void ask());
  cover.again.addEventListener('click', () => void ask());
  tellOtherTabs(() => void ask());
  watchAnswers(isOver);
}

/** Several events say at once that somebody is back; the server is asked once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work().finally(() => (running = undefined)));
}

const SIGNED_OUT = 'mng-signed-out';

/** Whoever signs out in one tab is out of the others before they look at them. */
function tellOtherTabs(onSignedOut: () => void): void {
  addEventListener('storage', ({ key }) => key === SIGNED_OUT && onSignedOut());
  document.addEventListener('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement) || !target.action.endsWith('/admin/logout')) return;
    forgetLists();
    // The page goes when the answer is there, and with it the session.
    addEventListener('pagehide', () => localStorage.setItem(SIGNED_OUT, String(Date.now())));
  });
}

const signInFrom = (page: string) => `/admin/login?next=${encodeURIComponent(page)}`;

const WAIT_MS = 8_000;

/** Whether the session is still that of the person whose page this is; unknown where the server cannot be reached. */
async function whoIsIn(): Promise<'me' | 'other' | 'nobody' | 'unknown'> {
  try {
    const response = await fetch('/api/admin/session', {
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (response.status === 401) return 'nobody';
    if (!response.ok) return 'unknown';
    const { staff } = (await response.json()) as { staff: { id: number; role: string } };
    const { session } = window.REDUX_STATE;
    return String(staff.id) === session?.['id'] && staff.role === session['role'] ? 'me' : 'other';
  } catch {
    return 'unknown';
  }
}

function makeCover() {
  const root = document.documentElement;
  const element = document.createElement('div');
  element.className = 'mng-cover';
  element.setAttribute('role', 'status');
  const sentence = document.createElement('p');
  const signIn = document.createElement('a');
  signIn.className = 'mng-button';
  signIn.textContent = '새 창에서 로그인하기';
  signIn.href = signInFrom('/admin');
  signIn.target = '_blank';
  const say = (text: string, out: boolean) => {
    sentence.textContent = text;
    signIn.hidden = !out;
    delete element.dataset['asking'];
  };
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'mng-second';
  again.textContent = '다시 확인하기';
  element.append(sentence, signIn, again);
  // The scripts stand in the head.
  document.addEventListener('DOMContentLoaded', () => document.body.append(element));
  return {
    again,
    drop: () => {
      element.dataset['asking'] = '';
      root.classList.add('mng-covered');
    },
    lift: () => root.classList.remove('mng-covered'),
    /** The server could not be asked: what is covered stays so, with a way on. */
    offerAgain: () => say('로그인되어 있는지 확인하지 못했어요. 인터넷 연결을 확인해 주세요.', false),
    askToSignIn: () => say('로그인이 끝났어요. 적은 것은 그대로 있어요. 새 창에서 로그인하고 돌아오면 이어서 할 수 있어요.', true),
  };
}

/** AdminJS's own calls do not look at 401; whichever answer says so ends the page. */
function watchAnswers(onSignedOut: () => void): void {
  window.XMLHttpRequest = class extends XMLHttpRequest {
    constructor() {
      super();
      this.addEventListener('load', () => this.status === 401 && onSignedOut());
    }
  };
}
