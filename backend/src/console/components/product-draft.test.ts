import { describe, expect, it } from 'vitest';
import { combine, emptyProduct, fromDraft, type ProductDraft } from './product-draft.js';

const draft = (part: Partial<ProductDraft>): ProductDraft => ({ ...emptyProduct, slug: 'nuri', ...part });
const COLOURS = { name: '색상', values: '검정, 하양' };

describe('combinations of options', () => {
  it('are every value with every other', () => {
    const rows = combine(draft({ axes: [COLOURS, { name: '용량', values: '256, 512, 512' }] }));
    expect(rows.map(({ options }) => Object.values(options).join('/'))).toEqual(['검정/256', '검정/512', '하양/256', '하양/512']);
    expect(rows[3]!.sku).toBe('NURI-04');
  });

  it('keep the row of one that exists, and take out of sale what no longer fits', () => {
    const known = {
      id: 7,
      sku: 'OLD',
      options: { 색상: '검정' },
      surcharge: '10',
      active: true,
      onHand: '',
      stock: { onHand: 3, reserved: 1 },
    };
    const gone = { ...known, id: 8, options: { 색상: '초록' } };
    const rows = combine(draft({ axes: [COLOURS], variants: [known, gone] }));
    expect(rows.map(({ id, active }) => [id, active])).toEqual([
      [7, true],
      [undefined, true],
      [8, false],
    ]);
  });

  it('are one without options', () => expect(combine(draft({}))).toHaveLength(1));
});

describe('what the form sends', () => {
  it('has stock for new variants only', () => {
    const known = { id: 7, sku: 'A', options: {}, surcharge: '0', active: true, onHand: '99' };
    const { variants } = fromDraft(draft({ variants: [known, { ...known, id: undefined as never, onHand: '5' }] }));
    expect(variants.map((variant) => 'onHand' in variant)).toEqual([false, true]);
  });

  it('reads specifications line by line', () => {
    expect(fromDraft(draft({ specifications: '화면: 14인치\n\n무게: 1.2kg: 가벼움' })).specifications).toEqual([
      { name: '화면', value: '14인치' },
      { name: '무게', value: '1.2kg: 가벼움' },
    ]);
  });
});
