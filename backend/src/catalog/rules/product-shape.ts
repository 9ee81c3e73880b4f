import { textProblem, type TextRule } from '../../kernel/rules/typed-text.js';

/** What a product may look like. Source: the shop's own rules, "Promotions" and "Stock". */
const PRODUCT_CATEGORIES = ['laptop', 'tablet', 'monitor', 'keyboard', 'earphones', 'bag', 'accessory'] as const;
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number];

export interface ProductShape {
  slug: string;
  name: string;
  brand: string;
  category: string;
  description: string;
  specifications: readonly { name: string; value: string }[];
  options: readonly { name: string; values: readonly string[] }[];
  /** Won. */
  listPrice: number;
  variants: readonly {
    id?: number | undefined;
    sku: string;
    options: Readonly<Record<string, string>>;
    surcharge: number;
    onHand?: number | undefined;
  }[];
  images?: readonly { id?: number | undefined; upload?: string | undefined; alt: string }[] | undefined;
}

interface Refusal {
  path: string;
  message: string;
}

const MOST_WON = 100_000_000;
const MOST_IMAGES = 12;
const MOST_UNITS = 1_000_000;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Every field that can't stay as it is; empty when the product can be saved. */
export function checkProduct(product: ProductShape): Refusal[] {
  return [...checkTexts(product), ...checkAxes(product), ...checkVariants(product), ...checkImages(product)];
}

function checkTexts(product: ProductShape): Refusal[] {
  const categories: readonly string[] = PRODUCT_CATEGORIES;
  return [
    ...refuse(!isSlug(product.slug), 'slug', '영어 소문자와 숫자를 하이픈으로 이어 80자까지 적어 주세요.'),
    ...refuse(!isText(product.name, 120), 'name', '상품 이름을 120자까지 적어 주세요.'),
    ...refuse(!isText(product.brand, 60), 'brand', '브랜드를 60자까지 적어 주세요.'),
    ...refuse(!categories.includes(product.category), 'category', '분류를 목록에서 골라 주세요.'),
    ...refuseText(product.description, { most: 20_000, lines: true, optional: true }, 'description'),
    ...refuse(!isUnits(product.listPrice, 1, MOST_WON), 'listPrice', '정가를 1원 이상 1억 원 이하로 적어 주세요.'),
    ...product.specifications.flatMap((row, index) =>
      refuse(!isText(row.name, 60) || !isText(row.value, 500), `specifications.${index}`, '사양의 이름과 값을 모두 적어 주세요.'),
    ),
  ];
}

function checkAxes({ options }: ProductShape): Refusal[] {
  const names = options.map((axis) => axis.name);
  return [
    ...refuse(options.length > 3, 'options', '옵션은 세 가지까지 만들 수 있어요.'),
    ...refuse(new Set(names).size < names.length, 'options', '옵션 이름이 겹쳐요. 서로 다르게 적어 주세요.'),
    ...options.flatMap((axis, index) => [
      ...refuse(!isText(axis.name, 30), `options.${index}.name`, '옵션 이름을 30자까지 적어 주세요.'),
      ...refuse(
        axis.values.length === 0 || axis.values.some((value) => !isText(value, 40)),
        `options.${index}.values`,
        '옵션 값을 하나 이상, 40자까지 적어 주세요.',
      ),
      ...refuse(new Set(axis.values).size < axis.values.length, `options.${index}.values`, '같은 옵션 값이 두 번 있어요.'),
    ]),
  ];
}

function checkVariants({ options, variants }: ProductShape): Refusal[] {
  const seen = { skus: new Set<string>(), choices: new Set<string>() };
  const each = variants.flatMap((variant, index) => {
    const at = `variants.${index}`;
    const choice = options.map((axis) => variant.options[axis.name]).join('\n');
    const refusals = [
      ...refuse(!/^[\x21-\x7e]{1,60}$/.test(variant.sku), `${at}.sku`, 'SKU를 띄어쓰기 없이 영문과 숫자로 60자까지 적어 주세요.'),
      ...refuse(seen.skus.has(variant.sku), `${at}.sku`, '이 상품 안에서 SKU가 겹쳐요.'),
      ...refuse(!fits(options, variant.options), `${at}.options`, '옵션마다 목록에 있는 값을 하나씩 골라 주세요.'),
      ...refuse(seen.choices.has(choice), `${at}.options`, '같은 옵션 조합이 이미 있어요.'),
      ...refuse(!isUnits(variant.surcharge, 0, MOST_WON), `${at}.surcharge`, '추가 금액을 0원 이상의 정수로 적어 주세요.'),
      ...refuse(!variant.id && !isUnits(variant.onHand ?? 0, 0, MOST_UNITS), `${at}.onHand`, '재고를 0개 이상의 정수로 적어 주세요.'),
    ];
    seen.skus.add(variant.sku);
    seen.choices.add(choice);
    return refusals;
  });
  return [...refuse(variants.length === 0, 'variants', '옵션 조합을 하나 이상 만들어 주세요.'), ...each];
}

function checkImages({ images = [] }: ProductShape): Refusal[] {
  const sources = images.map(({ id, upload }) => upload ?? id);
  return [
    ...refuse(images.length > MOST_IMAGES, 'images', `사진은 ${MOST_IMAGES}장까지 올릴 수 있어요.`),
    ...refuse(new Set(sources).size < images.length, 'images', '같은 사진이 두 번 들어 있어요. 화면을 새로 고쳐 주세요.'),
    ...images.flatMap(({ id, upload, alt }, index) => [
      ...refuse((id === undefined) === (upload === undefined), `images.${index}`, `${index + 1}번째 사진을 다시 올려 주세요.`),
      ...refuse(!isText(alt, 200), `images.${index}.alt`, `${index + 1}번째 사진에 무엇이 보이는지 한 줄로 적어 주세요.`),
    ]),
  ];
}

/** One value per axis, and nothing that no axis knows. */
function fits(axes: ProductShape['options'], chosen: Readonly<Record<string, string>>): boolean {
  const known = axes.every((axis) => axis.values.includes(chosen[axis.name] ?? ''));
  return known && Object.keys(chosen).length === axes.length;
}

export const isSlug = (text: string): boolean => text.length <= 80 && SLUG.test(text);

/** One line of text with something in it that shows. */
export const isText = (text: string, most: number): boolean => textProblem(text, { most }) === undefined;

const isUnits = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;
const refuseText = (text: string, rule: TextRule, path: string): Refusal[] => {
  const message = textProblem(text, rule);
  return message === undefined ? [] : [{ path, message }];
};
const refuse = (when: boolean, path: string, message: string): Refusal[] => (when ? [{ path, message }] : []);
