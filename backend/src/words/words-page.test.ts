import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../kernel/root.js';
import {
  ORDER_STATE_LABELS,
  OUTBOX_STATE_LABELS,
  OUTCOME_LABELS,
  PAYMENT_STATE_LABELS,
  PROMOTION_KIND_LABELS,
  PROMOTION_STATE_LABELS,
  REFUND_KIND_LABELS,
  REFUND_STATE_LABELS,
  RETURN_KIND_LABELS,
  ROLE_LABELS,
  SHOWN_PROMOTION_STATE_LABELS,
} from './ko.js';

const page = readFileSync(join(ROOT, 'docs/WORDS.md'), 'utf8');

/** The words of a section, and how the page calls each in Korean. A row may hold several: `paid · preparing`. */
function wordsUnder(heading: string): { word: string; korean: string }[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section.split('\n').flatMap((row) => {
    const [, words = '', korean = ''] = /^\| (.+?) +\| (.+?) +\|/.exec(row) ?? [];
    const names = korean.split(' · ');
    return words.split(' · ').map((word, index) => ({ word, korean: names[index] ?? '' }));
  });
}

const TABLES: readonly [heading: string, name: string, labels: Readonly<Record<string, string>>][] = [
  ['Selling', 'kinds of promotion', PROMOTION_KIND_LABELS],
  ['Selling', 'outcomes', OUTCOME_LABELS],
  ['States of a promotion', 'states as stored', PROMOTION_STATE_LABELS],
  ['States of a promotion', 'states as shown', SHOWN_PROMOTION_STATE_LABELS],
  ['Orders', 'states of an order', ORDER_STATE_LABELS],
  ['Orders', 'kinds of return', RETURN_KIND_LABELS],
  ['Money', 'states of the money', PAYMENT_STATE_LABELS],
  ['Money', 'states of a refund', REFUND_STATE_LABELS],
  ['Money', 'kinds of refund', REFUND_KIND_LABELS],
  ['What leaves the house', 'states of a message', OUTBOX_STATE_LABELS],
  ['People', 'roles', ROLE_LABELS],
];

describe('docs/WORDS.md calls things as the screens do', () => {
  it.each(TABLES)('under %s: %s', (heading, _, labels) => {
    const told = wordsUnder(heading);
    const onThePage = Object.keys(labels).map((key) => {
      const row = told.find(({ word }) => word === key.replaceAll('_', ' '));
      return [key, row?.korean];
    });
    expect(Object.fromEntries(onThePage)).toEqual(labels);
  });
});
