const SHOWN_MS = 3_200;

/** One short line at the bottom of the screen, read out politely. */
export function toast(text: string): void {
  setTimeout(standing(text), SHOWN_MS);
}

/** The same for as long as it is so. @returns takes it away */
export function standing(text: string): () => void {
  const place = document.querySelector('.toasts') ?? document.body.appendChild(makePlace());
  const line = document.createElement('p');
  line.className = 'toast';
  line.textContent = text;
  place.append(line);
  return () => line.remove();
}

function makePlace(): HTMLElement {
  const place = document.createElement('div');
  place.className = 'toasts';
  place.setAttribute('role', 'status');
  return place;
}
