/** What stands over a covered page when the answer takes its time or does not come. Modal: it stands above an open dialog too. */

/** A quick answer shows nothing at all. */
const PATIENCE_MS = 400;

let veil: HTMLDialogElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

export function showVeil(): void {
  clearTimeout(timer);
  timer = setTimeout(() => fill('확인하고 있어요'), PATIENCE_MS);
}

/** @param detail a sentence to show as it is */
export function showFailure(detail: string, onRetry: () => void): void {
  clearTimeout(timer);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn primary';
  button.textContent = '다시 확인하기';
  button.addEventListener('click', () => {
    fill('확인하고 있어요');
    onRetry();
  });
  fill('누가 로그인했는지 확인하지 못했어요', detail, button);
}

export function hideVeil(): void {
  clearTimeout(timer);
  veil?.remove();
  veil = undefined;
}

function fill(title: string, detail = '', ...actions: HTMLElement[]): void {
  veil ??= open();
  const [head, text] = [document.createElement('h1'), document.createElement('p')];
  head.className = 'h3';
  head.textContent = title;
  text.className = 'soft';
  text.textContent = detail;
  veil.replaceChildren(head, ...(detail ? [text] : []), ...actions);
  actions[0]?.focus();
}

function open(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'veil';
  dialog.setAttribute('aria-live', 'polite');
  dialog.ariaLabel = '로그인 확인';
  // Escape takes nothing away; what lies below is hidden by itself (cover.css).
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
