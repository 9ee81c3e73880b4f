const SHOWN_MS = 3_200;

/** One short line at the bottom of the screen, read out politely. */
export function toast(text: string): void {
  const place = document.querySelector('.toasts') ?? document.body.appendChild(makePlace());
  const line = document.createElement('p');
  line.className = 'toast';
  line.textContent = text;
  place.append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}

function makePlace(): HTMLElement {
  const place = document.createElement('div');
  place.className = 'toasts';
  place.setAttribute('role', 'status');
  return place;
}
