/** Plain forms of the pages that ship no island: native constraints, the server's field errors, one button. */
import { type ApiError, asApiError } from '../api/api-error';
import { watchFields } from './watch-fields';

/**
 * @param send what the form asks for, from its fields; what it throws is shown beside the fields it names, and on top
 * @param done after it went well
 */
export function bindForm<T>(form: HTMLFormElement, send: (data: FormData) => Promise<T>, done: (answer: T) => void): void {
  watchFields(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
    if (button?.disabled) return;
    setBusy(button, true);
    showErrors(form, undefined);
    send(new FormData(form))
      .then(done, (error: unknown) => showErrors(form, asApiError(error)))
      .finally(() => setBusy(button, false));
  });
}

function setBusy(button: HTMLButtonElement | null, isBusy: boolean): void {
  if (!button) return;
  button.disabled = isBusy;
  button.setAttribute('aria-busy', String(isBusy));
}

/** `data-error="PATH"` marks where a field's error goes, `data-error=""` the form's own. */
function showErrors(form: HTMLFormElement, error: ApiError | undefined): void {
  let first: HTMLElement | undefined;
  for (const place of form.querySelectorAll<HTMLElement>('[data-error]')) {
    const path = place.dataset['error'] ?? '';
    const message = path === '' ? (error?.detail ?? '') : (error?.of(path) ?? '');
    place.textContent = message;
    const field = path && form.querySelector<HTMLElement>(`[aria-describedby~="${place.id}"]`);
    if (!field) continue;
    if (message) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    if (message) first ??= field;
  }
  first?.focus();
}
