/**
 * Korean is typed through an input method: Enter may only end the syllable that is being composed. Most browsers tell that keydown by
 * `isComposing`. Safari sends `compositionend` first, so its keydown says `isComposing: false` and only the old keyCode 229 gives it away.
 * https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
 */
const PROCESSED = 229;

/** Whether this key was for the input method: whoever handles keys leaves it alone. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === PROCESSED;

/** A form is not sent by the Enter that ends a composition, whatever order the browser tells it in: for every form of a page. */
export function guardForms(): void {
  let isEnding = false;
  const onKey = (event: KeyboardEvent) => {
    isEnding = event.key === 'Enter' && isComposing(event);
    // A browser that submits does so within the same task; a button that is pressed afterwards is meant.
    if (isEnding) setTimeout(() => (isEnding = false));
  };
  const onSubmit = (event: Event) => {
    if (!isEnding) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('submit', onSubmit, true);
}
