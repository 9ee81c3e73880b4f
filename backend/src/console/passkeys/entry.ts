import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** For the sign-in page and one's own account: what those pages do without a script, they go on doing without this one. */
if (browserSupportsWebAuthn()) {
  offerSignIn(document.querySelector('#passkey'));
  offerToAdd(document.querySelector('#add-passkey'));
}

function offerSignIn(button: HTMLButtonElement | null): void {
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () =>
    once(button, 'passkey-error', async () => {
      const optionsJSON = await ask('/admin/passkey/options', {});
      const response = await startAuthentication({ optionsJSON: optionsJSON as never });
      const { next } = await ask('/admin/passkey', { response, next: new FormData(button.form!).get('next') });
      location.assign(next as string);
    }),
  );
}

function offerToAdd(form: HTMLFormElement | null): void {
  if (!form) return;
  form.hidden = false;
  document.querySelector('#no-passkeys')?.remove();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { name, current } = Object.fromEntries(new FormData(form));
    void once(form.querySelector('button')!, 'passkey-error', async () => {
      const optionsJSON = await ask('/admin/account/passkeys/options', { current });
      const response = await startRegistration({ optionsJSON: optionsJSON as never });
      const { next } = await ask('/admin/account/passkeys', { name, response });
      location.assign(next as string);
    });
  });
}

/** Pressed twice it is done once; what went wrong is said beside it. */
async function once(button: HTMLButtonElement, place: string, work: () => Promise<void>): Promise<void> {
  const error = document.getElementById(place)!;
  button.disabled = true;
  error.hidden = true;
  try {
    await work();
  } catch (thrown) {
    error.textContent = sayWhy(thrown);
    error.hidden = false;
    button.disabled = false;
  }
}

class Refused extends Error {}

function sayWhy(thrown: unknown): string {
  if (thrown instanceof Refused) return thrown.message;
  const name = (thrown as { name?: string }).name;
  // What a browser throws where somebody closes its window, waits too long, or holds the passkey already.
  if (name === 'NotAllowedError' || name === 'AbortError') return '취소했거나 시간이 지났어요. 다시 눌러 주세요.';
  if (name === 'InvalidStateError') return '이 기기에는 이미 패스키가 있어요. 다른 기기나 보안 키로 추가해 주세요.';
  return '패스키를 쓰지 못했어요. 잠시 뒤에 다시 눌러 주세요.';
}

async function ask(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  // Signed out meanwhile: the page itself leads to where one signs in.
  if (answer.status === 401 && !answer.headers.get('content-type')?.includes('json')) location.reload();
  const said = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Refused(typeof said['detail'] === 'string' ? said['detail'] : '잠시 뒤에 다시 눌러 주세요.');
  return said;
}
