import { beforeEach, expect, it, vi } from 'vitest';
import { guardForms, isComposing } from './composition';

/** @param facts as the browser tells a key press of Enter */
const enter = (facts: { isComposing: boolean; keyCode: number }) => Object.assign(new Event('keydown'), { key: 'Enter', ...facts });
const ending = {
  'isComposing, then compositionend (Chromium, Firefox)': { isComposing: true, keyCode: 229 },
  'compositionend, then keyCode 229 (Safari)': { isComposing: false, keyCode: 229 },
};
const plain = { isComposing: false, keyCode: 13 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', new EventTarget());
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

/** Whether the form is sent, by the same press. */
function isSent(): boolean {
  const submit = new Event('submit', { cancelable: true });
  document.dispatchEvent(submit);
  return !submit.defaultPrevented;
}

it.each(Object.entries(ending))('Enter that ends a composition sends no form: %s', (_order, facts) => {
  guardForms();
  document.dispatchEvent(enter(facts));
  expect(isComposing(enter(facts) as unknown as KeyboardEvent)).toBe(true);
  expect(isSent()).toBe(false);
  // macOS tells the same press a second time, as a plain Enter: that one counts.
  document.dispatchEvent(enter(plain));
  expect(isSent()).toBe(true);
});

it('a button that is pressed after a composition sends the form', () => {
  guardForms();
  document.dispatchEvent(enter(ending['compositionend, then keyCode 229 (Safari)']));
  vi.runAllTimers();
  expect(isSent()).toBe(true);
});
