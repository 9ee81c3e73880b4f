import { textProblem, type TextRule } from '../../kernel/rules/typed-text.js';
import { type Said, say } from '../../words/say.js';

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
  message: Said;
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
    ...refuse(!isSlug(product.slug), 'slug', say('slug')),
    ...refuse(!isText(product.name, 120), 'name', say('product.name')),
    ...refuse(!isText(product.brand, 60), 'brand', say('product.brand')),
    ...refuse(!categories.includes(product.category), 'category', say('product.category')),
    ...refuseText(product.description, { most: 20_000, lines: true, optional: true }, 'description'),
    ...refuse(!isUnits(product.listPrice, 1, MOST_WON), 'listPrice', say('product.list_price')),
    ...product.specifications.flatMap((row, index) =>
      refuse(!isText(row.name, 60) || !isText(row.value, 500), `specifications.${index}`, say('product.specification')),
    ),
  ];
}

function checkAxes({ options }: ProductShape): Refusal[] {
  const names = options.map((axis) => axis.name);
  return [
    ...refuse(options.length > 3, 'options', say('product.options_many')),
    ...refuse(new Set(names).size < names.length, 'options', say('product.option_names')),
    ...options.flatMap((axis, index) => [
      ...refuse(!isText(axis.name, 30), `options.${index}.name`, say('product.option_name')),
      ...refuse(
        axis.values.length === 0 || axis.values.some((value) => !isText(value, 40)),
        `options.${index}.values`,
        say('product.option_values'),
      ),
      ...refuse(new Set(axis.values).size < axis.values.length, `options.${index}.values`, say('product.option_values_twice')),
    ]),
  ];
}

function checkVariants({ options, variants }: ProductShape): Refusal[] {
  const seen = { skus: new Set<string>(), choices: new Set<string>() };
  const each = variants.flatMap((variant, index) => {
    const at = `variants.${index}`;
    const choice = options.map((axis) => variant.options[axis.name]).join('\n');
    const refusals = [
      ...refuse(!/^[\x21-\x7e]{1,60}$/.test(variant.sku), `${at}.sku`, say('product.sku')),
      ...refuse(seen.skus.has(variant.sku), `${at}.sku`, say('product.sku_twice')),
      ...refuse(!fits(options, variant.options), `${at}.options`, say('product.variant_options')),
      ...refuse(seen.choices.has(choice), `${at}.options`, say('product.variant_twice')),
      ...refuse(!isUnits(variant.surcharge, 0, MOST_WON), `${at}.surcharge`, say('product.surcharge')),
      ...refuse(!variant.id && !isUnits(variant.onHand ?? 0, 0, MOST_UNITS), `${at}.onHand`, say('product.on_hand')),
    ];
    seen.skus.add(variant.sku);
    seen.choices.add(choice);
    return refusals;
  });
  return [...refuse(variants.length === 0, 'variants', say('product.no_variants')), ...each];
}

function checkImages({ images = [] }: ProductShape): Refusal[] {
  const sources = images.map(({ id, upload }) => upload ?? id);
  return [
    ...refuse(images.length > MOST_IMAGES, 'images', say('product.images_many', { most: MOST_IMAGES })),
    ...refuse(new Set(sources).size < images.length, 'images', say('product.image_twice')),
    ...images.flatMap(({ id, upload, alt }, index) => [
      ...refuse((id === undefined) === (upload === undefined), `images.${index}`, say('product.image_again', { nth: index + 1 })),
      ...refuse(!isText(alt, 200), `images.${index}.alt`, say('product.image_alt', { nth: index + 1 })),
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
const refuse = (when: boolean, path: string, message: Said): Refusal[] => (when ? [{ path, message }] : []);
