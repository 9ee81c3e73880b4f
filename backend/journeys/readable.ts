import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing of the page is cut off, wider than the screen or lies under bars that hold more than half of it. */
export async function readable(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(faults), name).toEqual([]);
}

/** Runs in the page. */
function faults(): string[] {
  const found = new Set<string>();
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.add(`the page is ${scrollWidth} px wide, the screen ${clientWidth}`);
  const named = (element: Element, text: string | null) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${text?.trim().slice(0, 30)}”`;
  const clips = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowX + getComputedStyle(element).overflowY);
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);

  const walker = document.createTreeWalker(document.querySelector('dialog[open]') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest('.vh, .skip, svg, script, style, select, noscript')) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      if (box !== element && scrolls(box) && !box.matches('dialog')) break;
      const isInline = /inline$|contents/.test(getComputedStyle(box).display);
      const frame = box.getBoundingClientRect();
      const over = Math.max(text.right - frame.right, frame.left - text.left);
      const under = Math.max(text.bottom - frame.bottom, frame.top - text.top);
      // A line box may be a little higher than what is drawn in it.
      if (isInline) continue;
      if (over > 1 || (clips(box) && under > 3) || (box === element && under > 6)) {
        found.add(`${named(element, node.textContent)} leaves ${named(box, '')} by ${Math.round(Math.max(over, under))} px`);
        break;
      }
      if (clips(box) && box === element && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 3))
        found.add(`${named(element, node.textContent)} is cut`);
    }
    if (text.right > clientWidth + 1 && !element.closest('.gallery, .scroll'))
      found.add(`${named(element, node.textContent)} leaves the screen`);
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type=checkbox], [type=radio], [type=hidden])')) {
    if (!field.checkVisibility()) continue;
    const style = getComputedStyle(field);
    const room = field.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    if (room < parseFloat(style.fontSize) * 1.1) found.add(`${field.name}: the line is higher than its field`);
  }
  const bars = [...document.querySelectorAll('.top, .bar, .tabs')].filter(
    (bar) => getComputedStyle(bar).position === 'sticky' && bar.checkVisibility(),
  );
  const held = bars.reduce((sum, bar) => sum + bar.getBoundingClientRect().height, 0);
  if (held > innerHeight / 2) found.add(`bars hold ${Math.round(held)} of ${innerHeight} px`);
  return [...found];
}
