import type { Offer, Promotion } from '@mngshop/backend/contract';
import { expect, it } from 'vitest';
import { type Sections, sectionsOf } from './sections';

const promotion = (title: string, part: Partial<Promotion>, sold = 0): Promotion => {
  const offer = { product: { name: title }, goalQuantity: 10, soldQuantity: sold } as Offer;
  return { title, kind: 'group_buy', state: 'open', opensAt: '2026-11-20', closesAt: '2026-11-30', offers: [offer], ...part } as Promotion;
};
const all = [
  promotion('멀다', {}, 2),
  promotion('가깝다', {}, 5),
  promotion('바로', { kind: 'sale' }, 5),
  promotion('나중', { state: 'scheduled' }),
  promotion('끝', { kind: 'sale', state: 'settled' }),
];
const titles = (sections: Sections) =>
  Object.fromEntries(
    Object.entries(sections).map(([name, shown]) => [name, (shown as Sections['ending']).map((one) => one.promotion.title)]),
  );

it('puts each offer into one section, by state, kind and how near its goal is', () => {
  expect(titles(sectionsOf(all, ''))).toEqual({ ending: ['멀다'], nearGoal: ['가깝다'], sales: ['바로'], coming: ['나중'], ended: ['끝'] });
});

it('leaves only what was typed', () => {
  expect(titles(sectionsOf(all, 'ㅂㄹ'))).toEqual({ ending: [], nearGoal: [], sales: ['바로'], coming: [], ended: [] });
});
