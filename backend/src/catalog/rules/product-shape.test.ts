import { describe, expect, it } from 'vitest';
import { checkProduct, isSlug, isText, type ProductShape } from './product-shape.js';

const VARIANT = { sku: 'A-1', options: { 색: '은색', 크기: '14' }, surcharge: 0, onHand: 3 };
const PRODUCT: ProductShape = {
  slug: 'nuri-book-14',
  name: '누리북',
  brand: '누리',
  category: 'laptop',
  description: '가볍고\n오래가요.',
  specifications: [{ name: '화면', value: '14인치' }],
  options: [
    { name: '색', values: ['은색', '회색'] },
    { name: '크기', values: ['14', '16'] },
  ],
  listPrice: 1_590_000,
  variants: [VARIANT, { ...VARIANT, sku: 'A-2', options: { 색: '회색', 크기: '14' } }],
  images: [
    { upload: 'u1', alt: '앞' },
    { id: 2, alt: '뒤' },
  ],
};
const findings = (given: Partial<ProductShape>) =>
  checkProduct({ ...PRODUCT, ...given }).map(({ path, message }) => `${path} ${message.code}`);
const variant = (given: object) => ({ variants: [VARIANT, { ...VARIANT, sku: 'A-2', options: { 색: '회색', 크기: '14' }, ...given }] });
const images = (count: number) => ({ images: Array.from({ length: count }, (_, index) => ({ id: index + 1, alt: '앞' })) });
const spec = (name: string, value: string) => ({
  specifications: [
    { name: '화면', value: '14' },
    { name, value },
  ],
});

describe('a product', () => {
  it.each<[string, Partial<ProductShape>, string[]]>([
    ['as it is', {}, []],
    ['without options', { options: [], variants: [{ ...VARIANT, options: {} }] }, []],
    ['without a picture', { images: undefined }, []],
    ['without a description', { description: '' }, []],
    ...(['laptop', 'tablet', 'monitor', 'keyboard', 'earphones', 'bag', 'accessory'] as const).map(
      (category) => [`as ${category}`, { category }, []] as [string, Partial<ProductShape>, string[]],
    ),
    ['of another category', { category: 'food' }, ['category product.category']],
    ['with a bad address', { slug: 'Nuri Book' }, ['slug slug']],
    ['with the longest name', { name: '가'.repeat(120) }, []],
    ['with a longer one', { name: '가'.repeat(121) }, ['name product.name']],
    ['with the longest brand', { brand: '가'.repeat(60) }, []],
    ['with a longer one', { brand: '가'.repeat(61) }, ['brand product.brand']],
    ['with the longest description', { description: '가'.repeat(20_000) }, []],
    ['with a longer one', { description: '가'.repeat(20_001) }, ['description text.long_now']],
    ['for one won', { listPrice: 1 }, []],
    ['for the most', { listPrice: 100_000_000 }, []],
    ['for nothing', { listPrice: 0 }, ['listPrice product.list_price']],
    ['for half a won', { listPrice: 1.5 }, ['listPrice product.list_price']],
    ['for more', { listPrice: 100_000_001 }, ['listPrice product.list_price']],
    ['with the longest row', spec('가'.repeat(60), '나'.repeat(500)), []],
    ['with a longer name of a row', spec('가'.repeat(61), '나'), ['specifications.1 product.specification']],
    ['with a longer value', spec('가', '나'.repeat(501)), ['specifications.1 product.specification']],
    ['with a row without a value', spec('가', ''), ['specifications.1 product.specification']],
  ])('%s', (_, given, expected) => {
    expect(findings(given)).toEqual(expected);
  });

  it('has an address of small letters, digits and single dashes, of eighty at most', () => {
    const good = ['a', '1', 'a-b-c', 'a'.repeat(80)];
    const bad = ['', '-a', 'a-', 'a--b', 'A', 'a b', 'a'.repeat(81), 'a_b', 'a-b-c!', '!a'];
    expect([...good, ...bad].filter(isSlug)).toEqual(good);
    expect([isText('가', 1), isText('가나', 1), isText('', 1), isText('가\n나', 9)]).toEqual([true, false, false, false]);
  });
});

describe('its options', () => {
  const axes = (...options: ProductShape['options']) => ({
    options,
    variants: [{ ...VARIANT, options: Object.fromEntries(options.map(({ name, values }) => [name, values[0] ?? ''])) }],
  });
  it.each<[string, Partial<ProductShape>, string[]]>([
    ['are three at most', axes(...['a', 'b', 'c'].map((name) => ({ name, values: ['1'] }))), []],
    ['are no four', axes(...['a', 'b', 'c', 'd'].map((name) => ({ name, values: ['1'] }))), ['options product.options_many']],
    [
      'have names of their own',
      axes({ name: 'a', values: ['1'] }, { name: 'a', values: ['1'] }),
      ['options product.option_names', 'variants.0.options product.variant_options'],
    ],
    ['have a name', axes({ name: '가'.repeat(30), values: ['1'] }), []],
    ['have no longer name', axes({ name: '가'.repeat(31), values: ['1'] }), ['options.0.name product.option_name']],
    ['have values', axes({ name: 'a', values: ['가'.repeat(40)] }), []],
    ['have no longer ones', axes({ name: 'a', values: ['1', '가'.repeat(41)] }), ['options.0.values product.option_values']],
    [
      'have some',
      axes({ name: 'a', values: [] }),
      ['options.0.values product.option_values', 'variants.0.options product.variant_options'],
    ],
    ['have none twice', axes({ name: 'a', values: ['1', '1'] }), ['options.0.values product.option_values_twice']],
  ])('%s', (_, given, expected) => {
    expect(findings(given)).toEqual(expected);
  });
});

describe('its variants', () => {
  it.each<[string, Partial<ProductShape>, string[]]>([
    ['are some', { variants: [] }, ['variants product.no_variants']],
    ['have the longest code', variant({ sku: 'x'.repeat(60) }), []],
    ['have no longer one', variant({ sku: 'x'.repeat(61) }), ['variants.1.sku product.sku']],
    ['have a code without blanks', variant({ sku: 'A 2' }), ['variants.1.sku product.sku']],
    ['have a code', variant({ sku: '' }), ['variants.1.sku product.sku']],
    ['have codes of their own', variant({ sku: 'A-1' }), ['variants.1.sku product.sku_twice']],
    ['choose a value of each option', variant({ options: { 색: '회색' } }), ['variants.1.options product.variant_options']],
    ['choose one that there is', variant({ options: { 색: '금색', 크기: '14' } }), ['variants.1.options product.variant_options']],
    ['choose nothing else', variant({ options: { 색: '회색', 크기: '14', 무게: '1' } }), ['variants.1.options product.variant_options']],
    ['choose differently', variant({ options: VARIANT.options }), ['variants.1.options product.variant_twice']],
    ['cost the most more', variant({ surcharge: 100_000_000 }), []],
    ['cost no more than that', variant({ surcharge: 100_000_001 }), ['variants.1.surcharge product.surcharge']],
    ['cost nothing less', variant({ surcharge: -1 }), ['variants.1.surcharge product.surcharge']],
    ['have none on hand where nothing is said', variant({ onHand: undefined }), []],
    ['have the most on hand', variant({ onHand: 1_000_000 }), []],
    ['have no more', variant({ onHand: 1_000_001 }), ['variants.1.onHand product.on_hand']],
    ['have no less than none', variant({ onHand: -1 }), ['variants.1.onHand product.on_hand']],
    ['have what they have once they are stored', variant({ id: 7, onHand: -1 }), []],
  ])('%s', (_, given, expected) => {
    expect(findings(given)).toEqual(expected);
  });
});

it('choices that read alike are still two', () => {
  const options = [
    { name: 'a', values: ['1', '12'] },
    { name: 'b', values: ['23', '3'] },
  ];
  const variants = [
    { ...VARIANT, options: { a: '1', b: '23' } },
    { ...VARIANT, sku: 'A-2', options: { a: '12', b: '3' } },
  ];
  expect(findings({ options, variants })).toEqual([]);
});

describe('its pictures', () => {
  it.each<[string, Partial<ProductShape>, string[]]>([
    ['are twelve at most', images(12), []],
    ['are no thirteen', images(13), ['images product.images_many']],
    [
      'stand there once',
      {
        images: [
          { id: 1, alt: '앞' },
          { id: 1, alt: '앞' },
        ],
      },
      ['images product.image_twice'],
    ],
    ['are new or known', { images: [{ alt: '앞' }] }, ['images.0 product.image_again']],
    ['are not both', { images: [{ id: 1, upload: 'u', alt: '앞' }] }, ['images.0 product.image_again']],
    ['have the longest text', { images: [{ id: 1, alt: '가'.repeat(200) }] }, []],
    ['have no longer one', { images: [{ id: 1, alt: '가'.repeat(201) }] }, ['images.0.alt product.image_alt']],
  ])('%s', (_, given, expected) => {
    expect(findings(given)).toEqual(expected);
  });

  it('are counted from one', () => {
    const found = checkProduct({ ...PRODUCT, images: [{ id: 1, alt: '' }, { alt: '앞' }] });
    expect(found.map(({ message }) => message.values)).toEqual([{ nth: 1 }, { nth: 2 }]);
    expect(checkProduct({ ...PRODUCT, ...images(13) })[0]?.message.values).toEqual({ most: 12 });
  });
});
