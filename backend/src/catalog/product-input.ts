import { cleanLine, cleanLines } from '../kernel/rules/typed-text.js';
import type { OptionAxis } from './product.entity.js';

export interface VariantInput {
  /** Left out for a new one. */
  id?: number | undefined;
  sku: string;
  /** One value per axis. */
  options: Record<string, string>;
  /** Won. */
  surcharge: number;
  active: boolean;
  /** Units in the warehouse of a new variant; stock of an existing one is changed by changeStock alone. */
  onHand?: number | undefined;
}

export interface ImageInput {
  /** Of one that the product has. */
  id?: number | undefined;
  /** Of a new one: the name of its finished upload. */
  upload?: string | undefined;
  /** What it shows, in Korean, for those who do not see it. */
  alt: string;
}

export interface SaveProductInput {
  /** Left out for a new one. */
  id?: number | undefined;
  /** Of one that exists: the version that it was opened with. Only the system may leave it out. */
  version?: number | undefined;
  /** Of a new one: names the form, so that it makes one product however often it is sent. */
  formKey?: string | undefined;
  slug: string;
  name: string;
  brand: string;
  /** One of PRODUCT_CATEGORIES. */
  category: string;
  description: string;
  specifications: { name: string; value: string }[];
  options: OptionAxis[];
  /** Won. */
  listPrice: number;
  /** All of them, in the order they are shown; one that is left out goes out of sale. */
  variants: VariantInput[];
  /** All of them, in the order they are shown; one that is left out goes. Left out altogether, they stay as they are. */
  images?: ImageInput[] | undefined;
}

/** As it is kept. Options are cleaned in the product and in its variants alike: one names the other. */
export const cleanProduct = (product: SaveProductInput): SaveProductInput => ({
  ...product,
  name: cleanLine(product.name),
  brand: cleanLine(product.brand),
  description: cleanLines(product.description),
  specifications: product.specifications.map(({ name, value }) => ({ name: cleanLine(name), value: cleanLine(value) })),
  options: product.options.map(({ name, values }) => ({ name: cleanLine(name), values: values.map(cleanLine) })),
  variants: product.variants.map((variant) => ({ ...variant, options: cleanOptions(variant.options) })),
});

const cleanOptions = (options: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [cleanLine(name), cleanLine(value)]));
