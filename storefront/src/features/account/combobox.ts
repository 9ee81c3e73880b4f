/** A text field that suggests: the ARIA combobox pattern with a listbox, without a library. */
import { isComposing } from '../../lib/browser/composition';

export interface Choice {
  slug: string;
  name: string;
}

/**
 * @param input has role=combobox and aria-controls
 * @param list the ul with role=listbox
 * @param search what fits the text so far, best first
 * @param onPick a choice, or undefined while the text is none
 */
export function combobox(
  input: HTMLInputElement,
  list: HTMLElement,
  search: (typed: string) => Choice[],
  onPick: (choice?: Choice) => void,
): void {
  let shown: Choice[] = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    active = -1;
  };
  const pick = (choice: Choice | undefined) => {
    if (!choice) return;
    input.value = choice.name;
    onPick(choice);
    close();
  };
  const open = () => {
    shown = search(input.value).slice(0, 50);
    list.replaceChildren(...(shown.length > 0 ? shown.map((choice, index) => option(list.id, choice, index)) : [nothing()]));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    move(-1);
  };
  const move = (to: number) => {
    active = shown.length === 0 ? -1 : Math.max(-1, Math.min(shown.length - 1, to));
    for (const [index, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(index === active));
    if (active < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${list.id}-${active}`);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', () => {
    onPick(undefined);
    open();
  });
  input.addEventListener('focus', () => list.hidden && open());
  input.addEventListener('blur', () => {
    const exact = shown.find((choice) => choice.name === input.value.trim());
    if (exact) pick(exact);
    close();
  });
  input.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && !list.hidden && shown.length > 0) {
      event.preventDefault();
      pick(shown[Math.max(0, active)]);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    if (list.hidden) open();
    move(active + (event.key === 'ArrowDown' ? 1 : -1));
  });
  // Before blur closes the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null;
    if (item?.dataset['index']) pick(shown[Number(item.dataset['index'])]);
  });
}

function option(listId: string, choice: Choice, index: number): HTMLElement {
  const item = document.createElement('li');
  item.id = `${listId}-${index}`;
  item.role = 'option';
  item.dataset['index'] = String(index);
  item.textContent = choice.name;
  return item;
}

function nothing(): HTMLElement {
  const item = document.createElement('li');
  item.dataset['empty'] = '';
  item.role = 'option';
  item.ariaDisabled = 'true';
  item.textContent = '찾는 학교가 없어요. 다른 이름으로 찾아 보세요.';
  return item;
}
