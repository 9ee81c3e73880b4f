// Keeps the page of what left the house fresh, without taking away what somebody is typing or reading.
const EVERY_MS = 2000;

setInterval(() => refresh().catch(() => mark('연결이 끊겼어요')), EVERY_MS);

async function refresh() {
  if (document.hidden) return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(`${response.status}`);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const section of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(section.id);
    if (!next || next.innerHTML === section.innerHTML || section.contains(document.activeElement)) continue;
    section.replaceChildren(...next.childNodes);
  }
  mark('2초마다 새로 고쳐요');
}

function mark(text) {
  const state = document.querySelector('#state');
  if (state && state.textContent !== text) state.textContent = text;
}

// only the kinds that fit what was picked
const target = document.querySelector('#fault-on');
const kind = document.querySelector('#fault-kind');
if (target instanceof HTMLSelectElement && kind instanceof HTMLSelectElement) {
  const all = [...kind.querySelectorAll('optgroup')];
  const narrow = () => {
    kind.replaceChildren(...all.filter((group) => group.label === target.value));
    kind.selectedIndex = 0;
  };
  target.addEventListener('change', narrow);
  narrow();
}
