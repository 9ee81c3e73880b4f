import { field, part, rows, type Shape } from './compare-drafts.js';
import { options as optionsText, won } from './format.js';
import type { PictureDraft } from './picture-draft.js';
import type { ProductDraft, VariantDraft } from './product-draft.js';

/** All that the product form holds. */
export type WholeProduct = ProductDraft & { pictures: readonly PictureDraft[] };

const price = (text: string) => (text === '' ? '' : won(Number(text)));

/** What a product's draft is made of, for comparing. @param categories by their code, in Korean */
export const productShape = (categories: Readonly<Record<string, string>>): Shape<WholeProduct> => [
  field<WholeProduct>('name', '이름'),
  field<WholeProduct>('brand', '브랜드'),
  field<WholeProduct>('slug', '주소 이름'),
  field<WholeProduct>('category', '분류', { text: ({ category }) => categories[category] ?? category }),
  field<WholeProduct>('listPrice', '시중가', { text: ({ listPrice }) => price(listPrice) }),
  field<WholeProduct>('description', '설명'),
  field<WholeProduct>('specifications', '사양'),
  pictures,
  part<WholeProduct>('axes', {
    label: '옵션',
    of: ({ axes }) => axes,
    text: ({ axes }) => axes.map(({ name, values }) => `${name}: ${values}`).join('\n'),
    put: (draft, { axes }) => ({ ...draft, axes }),
  }),
  variants,
];

const pictures = rows<WholeProduct, PictureDraft>('pictures', {
  label: '사진',
  of: (draft) => draft.pictures,
  put: (draft, list) => ({ ...draft, pictures: list }),
  key: ({ id, key }) => (id === undefined ? key : `saved-${id}`),
  name: ({ alt, name }) => alt || name,
  whole: ({ alt, name }) => alt || name,
  parts: [['alt', { label: '설명', of: ({ alt }) => alt, text: ({ alt }) => alt, put: (row, { alt }) => ({ ...row, alt }) }]],
  adopt: (mine, theirs) => ({ ...theirs, alt: mine.alt }),
  // The address names the file that was made of the upload.
  isMade: (mine, theirs) => mine.upload !== undefined && mine.url === theirs.url,
  final: true,
});

const variants = rows<WholeProduct, VariantDraft>('variants', {
  label: '옵션 조합',
  of: (draft) => draft.variants,
  put: (draft, list) => ({ ...draft, variants: list }),
  key: ({ id, sku }) => (id === undefined ? `new ${sku}` : String(id)),
  name: ({ options }) => optionsText(options),
  whole: ({ sku, surcharge, active }) => `${sku} · 추가금 ${price(surcharge)} · ${sold(active)}`,
  parts: [
    ['sku', { label: 'SKU', of: ({ sku }) => sku, text: ({ sku }) => sku, put: (row, { sku }) => ({ ...row, sku }) }],
    [
      'options',
      {
        label: '값',
        of: ({ options }) => options,
        text: ({ options }) => optionsText(options),
        put: (row, { options }) => ({ ...row, options }),
      },
    ],
    [
      'surcharge',
      {
        label: '추가금',
        of: ({ surcharge }) => Number(surcharge),
        text: ({ surcharge }) => price(surcharge),
        put: (row, { surcharge }) => ({ ...row, surcharge }),
      },
    ],
    [
      'active',
      { label: '판매', of: ({ active }) => active, text: ({ active }) => sold(active), put: (row, { active }) => ({ ...row, active }) },
    ],
  ],
  // Stock is not edited here: what is shown is what is there now.
  adopt: (mine, { id, stock }) => ({ ...mine, ...(id === undefined ? {} : { id }), ...(stock ? { stock } : {}) }),
  isMade: (mine, theirs) => mine.id === undefined && mine.sku === theirs.sku,
});

const sold = (active: boolean) => (active ? '판매 중' : '내림');
