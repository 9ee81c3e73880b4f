/**
 * Whether a key belongs to the input method that is composing a syllable, and so must neither pick nor submit. Safari ends the
 * composition before the key arrives: then `isComposing` is false, and the key code 229 says whose it was.
 */
export const endsComposition = (event: { isComposing?: boolean; keyCode?: number }): boolean =>
  event.isComposing === true || event.keyCode === 229;

/** Forms of one line are sent by Enter; the one that only ends a syllable sends nothing. */
export function guardComposition(page: Document): void {
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && endsComposition(event) && event.target instanceof HTMLInputElement) event.preventDefault();
    },
    true,
  );
}
