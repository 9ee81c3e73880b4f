import { expect, it } from 'vitest';
import { endsComposition } from './ends-composition.js';

it.each([
  ['Chrome, while a syllable is composed', { isComposing: true, keyCode: 229 }, true],
  ['Firefox, while a syllable is composed', { isComposing: true, keyCode: 13 }, true],
  ['Safari, after the composition has ended', { isComposing: false, keyCode: 229 }, true],
  ['anybody, with nothing composed', { isComposing: false, keyCode: 13 }, false],
  ['an event that says neither', {}, false],
])('the Enter of %s', (_browser, event, expected) => {
  expect(endsComposition(event)).toBe(expected);
});
