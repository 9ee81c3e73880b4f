import { describe, expect, it } from 'vitest';
import { type Choices, compareDrafts, firstChoices, resolve } from './compare-drafts.js';
import { emptyProduct, fromDraft, type ProductDraft, type VariantDraft } from './product-draft.js';
import { productShape, type WholeProduct } from './product-shape.js';
import { emptyOffer, emptyPromotion, fromPromotionDraft, type OfferDraft, type PromotionDraft } from './promotion-draft.js';
import { promotionShape } from './promotion-shape.js';

const shape = productShape({ bag: '가방', laptop: '노트북' });
const variant = (id: number | undefined, part: Partial<VariantDraft> = {}): VariantDraft => ({
  ...(id === undefined ? { onHand: '3' } : { id, onHand: '', stock: { onHand: 5, reserved: 1 } }),
  sku: `S-${id ?? 'new'}`,
  options: { 색상: ['검정', '하양', '초록'][(id ?? 3) - 1] ?? '파랑' },
  surcharge: '0',
  active: true,
  ...part,
});
const picture = (id: number, alt: string) =>
  ({ key: `saved-${id}`, id, name: '저장된 사진', url: `/images/${id}-800.webp`, alt, state: 'saved', progress: 100 }) as const;
const start: WholeProduct = {
  ...emptyProduct,
  name: '누리 가방',
  category: 'bag',
  listPrice: '89000',
  variants: [variant(1), variant(2)],
  pictures: [picture(1, '앞모습'), picture(2, '옆모습')],
};
const product = (part: Partial<WholeProduct> = {}): WholeProduct => ({ ...start, ...part });
const compare = (mine: Partial<WholeProduct>, theirs: Partial<WholeProduct>) =>
  compareDrafts(shape, { base: start, mine: product(mine), theirs: product(theirs) });
const told = (mine: Partial<WholeProduct>, theirs: Partial<WholeProduct>) =>
  compare(mine, theirs).differences.map(({ label, base, mine: own, theirs: other, kind }) => [label, base, own, other, kind]);
/** What would be saved after choosing one side everywhere. */
function saved(mine: Partial<WholeProduct>, theirs: Partial<WholeProduct>, side: 'mine' | 'theirs' | 'first') {
  const { mine: own, differences } = compare(mine, theirs);
  const choices: Choices = side === 'first' ? firstChoices(differences) : Object.fromEntries(differences.map(({ path }) => [path, side]));
  return resolve(own, differences, choices);
}

describe('a field', () => {
  it('that only they changed is theirs to begin with, and what only I changed is no question', () => {
    expect(told({ name: '새 가방' }, { listPrice: '79000' })).toEqual([['시중가', '89,000원', '89,000원', '79,000원', 'theirs']]);
    expect(saved({ name: '새 가방' }, { listPrice: '79000' }, 'first')).toMatchObject({ name: '새 가방', listPrice: '79000' });
  });

  it('that both changed waits for a choice', () => {
    const sides = [{ listPrice: '99000' }, { listPrice: '79000' }] as const;
    expect(told(...sides)).toEqual([['시중가', '89,000원', '99,000원', '79,000원', 'both']]);
    expect(firstChoices(compare(...sides).differences)).toEqual({});
    expect([saved(...sides, 'mine').listPrice, saved(...sides, 'theirs').listPrice]).toEqual(['99000', '79000']);
  });

  it('that both changed alike is none', () => expect(told({ category: 'laptop' }, { category: 'laptop' })).toEqual([]));

  it('is said in words', () => expect(told({}, { category: 'laptop' })[0]).toEqual(['분류', '가방', '가방', '노트북', 'theirs']));
});

describe('variants', () => {
  it('are compared by their id, field by field, wherever they stand', () => {
    const theirs = [variant(2, { surcharge: '5000' }), variant(1)];
    const mine = [variant(1, { active: false }), variant(2)];
    expect(told({ variants: mine }, { variants: theirs })).toEqual([
      ['하양 추가금', '0원', '0원', '5,000원', 'theirs'],
      ['옵션 조합 순서', '검정 → 하양', '검정 → 하양', '하양 → 검정', 'theirs'],
    ]);
    const both = saved({ variants: mine }, { variants: theirs }, 'first').variants;
    expect(both.map(({ id, surcharge, active }) => [id, surcharge, active])).toEqual([
      [2, '5000', true],
      [1, '0', false],
    ]);
  });

  it('that they added come in, and those that I added stay', () => {
    const mine = [variant(1), variant(2), variant(undefined, { sku: 'MINE' })];
    const theirs = [variant(1), variant(3), variant(2)];
    expect(told({ variants: mine }, { variants: theirs })).toEqual([
      ['옵션 조합 초록', '없음', '없음', 'S-3 · 추가금 0원 · 판매 중', 'theirs'],
    ]);
    expect(saved({ variants: mine }, { variants: theirs }, 'first').variants.map(({ sku }) => sku)).toEqual(['S-1', 'S-3', 'S-2', 'MINE']);
    expect(saved({ variants: mine }, { variants: theirs }, 'mine').variants.map(({ sku }) => sku)).toEqual(['S-1', 'S-2', 'MINE']);
  });

  it('that a save without an answer made are the same ones, and are sent with their id', () => {
    const mine = [variant(1), variant(2), variant(undefined, { sku: 'GREEN', surcharge: '900' })];
    const theirs = [variant(1), variant(2), variant(3, { sku: 'GREEN', surcharge: '700' })];
    expect(told({ variants: mine }, { variants: theirs })).toEqual(
      [['초록 추가금', '없음', '900원', '700원', 'both']].map((row) => [...row]),
    );
    const kept = saved({ variants: mine }, { variants: theirs }, 'mine').variants[2]!;
    expect(kept).toMatchObject({ id: 3, surcharge: '900', stock: { onHand: 5 } });
    expect(fromDraft({ ...(start as ProductDraft), variants: [kept] }).variants[0]).not.toHaveProperty('onHand');
  });

  it('know that stock moved, and do not ask about it', () => {
    const moved = [variant(1, { stock: { onHand: 50, reserved: 9 } }), variant(2)];
    expect(told({}, { variants: moved })).toEqual([]);
    expect(compare({}, { variants: moved }).mine.variants[0]?.stock).toEqual({ onHand: 50, reserved: 9 });
  });
});

describe('pictures', () => {
  it('that they took out cannot come back; a text that I wrote waits for a choice', () => {
    const mine = [picture(1, '펼친 앞모습'), picture(2, '옆에서')];
    const theirs = [picture(1, '닫은 앞모습')];
    expect(told({ pictures: mine }, { pictures: theirs })).toEqual([
      ['닫은 앞모습 설명', '앞모습', '펼친 앞모습', '닫은 앞모습', 'both'],
      ['사진 옆에서', '옆모습', '옆에서', '뺐어요', 'fixed'],
    ]);
    expect(saved({ pictures: mine }, { pictures: theirs }, 'mine').pictures.map(({ id, alt }) => [id, alt])).toEqual([[1, '펼친 앞모습']]);
  });

  it('that they added come in; those on their way here stay', () => {
    const mine = [
      ...start.pictures,
      { key: 'new-1', name: 'a.jpg', url: 'blob:a', alt: '내 사진', state: 'sending', progress: 40 } as const,
    ];
    const kept = saved({ pictures: mine }, { pictures: [...start.pictures, picture(3, '새 사진')] }, 'first').pictures;
    expect(kept.map(({ alt }) => alt)).toEqual(['앞모습', '옆모습', '새 사진', '내 사진']);
  });
});

it('what I took out and they changed waits for a choice', () => {
  const mine = { pictures: [picture(1, '앞모습')] };
  const theirs = { pictures: [picture(1, '앞모습'), picture(2, '새로 적은 옆모습')] };
  expect(told(mine, theirs)).toEqual([['사진 새로 적은 옆모습', '옆모습', '뺐어요', '새로 적은 옆모습', 'both']]);
  expect([saved(mine, theirs, 'mine').pictures, saved(mine, theirs, 'theirs').pictures].map((list) => list.length)).toEqual([1, 2]);
});

describe('a promotion', () => {
  const products = [
    { id: 1, name: '누리북', brand: '누리', listPrice: 1_690_000 },
    { id: 2, name: '온패드', brand: '온', listPrice: 799_000 },
  ];
  const universities = [
    { id: 1, name: '서울대학교', region: '서울' },
    { id: 2, name: '연세대학교', region: '서울' },
  ];
  const of = promotionShape({ products, universities });
  const offer = (productId: number, part: Partial<OfferDraft> = {}): OfferDraft => ({
    ...emptyOffer(),
    id: productId * 10,
    productId,
    tiers: [
      { fromQuantity: '1', unitPrice: '1000' },
      { fromQuantity: '10', unitPrice: '900' },
    ],
    ...part,
  });
  const first: PromotionDraft = {
    ...emptyPromotion,
    state: 'draft',
    title: '첫 모음전',
    universityIds: [1],
    opensAt: '2026-11-30T10:00',
    closesAt: '2026-12-07T18:00',
    offers: [offer(1)],
  };
  const between = (mine: Partial<PromotionDraft>, theirs: Partial<PromotionDraft>) =>
    compareDrafts(of, { base: first, mine: { ...first, ...mine }, theirs: { ...first, ...theirs } });
  const words = (mine: Partial<PromotionDraft>, theirs: Partial<PromotionDraft>) =>
    between(mine, theirs).differences.map(({ label, mine: own, theirs: other, kind }) => [label, own, other, kind]);

  it('tells prices as a staircase, and universities by name, in whatever order', () => {
    const cheaper = [{ fromQuantity: '1', unitPrice: '800' }];
    expect(words({ universityIds: [1, 2] }, { universityIds: [2], offers: [offer(1, { tiers: cheaper, id: 77 })] })).toEqual([
      ['대상 대학교', '서울대학교, 연세대학교', '연세대학교', 'both'],
      ['누리북 가격', '1개부터 1,000원 · 10개부터 900원', '800원', 'theirs'],
    ]);
    expect(words({ universityIds: [2, 1] }, { universityIds: [1, 2] })).toEqual([]);
  });

  it('knows an offer by its product, also where that was saved anew', () => {
    const { mine } = between({ offers: [offer(1, { capQuantity: '5' })] }, { offers: [offer(1, { id: 77 })] });
    expect(mine.offers[0]).toMatchObject({ id: 77, capQuantity: '5' });
    expect(words({ offers: [] }, { offers: [offer(1), offer(2)] })).toEqual([
      ['판매 조건 온패드', '없음', '1개부터 1,000원 · 10개부터 900원', 'theirs'],
    ]);
  });

  it('published meanwhile keeps of mine what may still change, and says what it cannot', () => {
    const mine = { title: '새 제목', slug: 'new', offers: [offer(1, { goalQuantity: '30', capQuantity: '50' }), offer(2)] };
    const { mine: own, differences } = between(mine, { state: 'published' });
    expect(differences.map(({ label, kind }) => [label, kind])).toEqual([
      ['상태', 'fixed'],
      ['주소 이름', 'fixed'],
      ['누리북 목표 수량', 'fixed'],
      ['판매 조건 온패드', 'fixed'],
    ]);
    const left = resolve(own, differences, {});
    expect(left).toMatchObject({ state: 'published', title: '새 제목', slug: '', offers: [{ goalQuantity: '', capQuantity: '50' }] });
    expect(left.offers).toHaveLength(1);
  });

  it('sends an early closing back to the millisecond while nobody touches it', () => {
    const instants = { opensAt: '2026-11-30T01:00:00.000Z', closesAt: '2026-12-07T09:00:12.345Z' };
    expect(fromPromotionDraft({ ...first, instants })).toMatchObject(instants);
    expect(fromPromotionDraft({ ...first, instants, closesAt: '2026-12-07T19:00' }).closesAt).toBe('2026-12-07T10:00:00.000Z');
  });
});
