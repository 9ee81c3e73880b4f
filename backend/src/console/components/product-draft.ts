import type { ProductFormStart } from '../../catalog/read-product.js';
import { cleanLine } from '../../kernel/rules/typed-text.js';

/** One axis while it is typed: its values separated by commas. */
export interface AxisDraft {
  name: string;
  values: string;
}

export interface VariantDraft {
  id?: number;
  sku: string;
  options: Record<string, string>;
  surcharge: string;
  active: boolean;
  /** Of a new one: units in the warehouse. */
  onHand: string;
  /** Of an existing one, to read. */
  stock?: { onHand: number; reserved: number };
}

export interface ProductDraft {
  slug: string;
  name: string;
  brand: string;
  category: string;
  description: string;
  /** `이름: 값`, one a line. */
  specifications: string;
  listPrice: string;
  axes: AxisDraft[];
  variants: VariantDraft[];
}

const single: VariantDraft = { sku: '', options: {}, surcharge: '0', active: true, onHand: '0' };
export const emptyProduct: ProductDraft = {
  slug: '',
  name: '',
  brand: '',
  category: '',
  description: '',
  specifications: '',
  listPrice: '',
  axes: [],
  variants: [single],
};

export function toDraft(product: ProductFormStart): ProductDraft {
  const { slug, name, brand, category, description } = product;
  return {
    slug,
    name,
    brand,
    category,
    description,
    listPrice: String(product.listPrice),
    specifications: product.specifications.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    axes: product.options.map(({ name, values }) => ({ name, values: values.join(', ') })),
    variants: product.variants.map(({ id, sku, options, surcharge, active, onHand, reserved }) => ({
      id,
      sku,
      options,
      surcharge: String(surcharge),
      active,
      onHand: '',
      stock: { onHand, reserved },
    })),
  };
}

/** What the action's schema reads. */
export function fromDraft(draft: ProductDraft) {
  const { axes, specifications, listPrice, variants, slug, name, brand, category, description } = draft;
  return {
    slug,
    name,
    brand,
    category,
    description,
    listPrice: Number(listPrice),
    specifications: specifications.split('\n').flatMap(pairOf),
    options: axesOf(axes),
    variants: variants.map(({ id, sku, options, surcharge, active, onHand }) => ({
      ...(id === undefined ? { onHand: Number(onHand) } : { id }),
      sku,
      options,
      surcharge: Number(surcharge),
      active,
    })),
  };
}

function pairOf(line: string): { name: string; value: string }[] {
  const at = line.indexOf(':');
  return at < 1 ? [] : [{ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }];
}

// As they are kept: variants that exist are known by them.
const axesOf = (axes: readonly AxisDraft[]) =>
  axes
    .map(({ name, values }) => ({
      name: cleanLine(name),
      values: [...new Set(values.split(',').map(cleanLine))].filter(Boolean),
    }))
    .filter(({ name, values }) => name !== '' && values.length > 0);

/** Every combination of the axes; those that exist keep their row, and what no longer fits goes out of sale or disappears. */
export function combine(draft: ProductDraft): VariantDraft[] {
  const combinations = axesOf(draft.axes).reduce<Record<string, string>[]>(
    (all, { name, values }) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  const kept = new Set<VariantDraft>();
  const rows = combinations.map((options, index) => {
    const known = draft.variants.find((variant) => sameOptions(variant.options, options));
    if (known) kept.add(known);
    return known ?? { ...single, sku: suggested(draft.slug, index), options };
  });
  const retired = draft.variants.filter((variant) => variant.id !== undefined && !kept.has(variant));
  return [...rows, ...retired.map((variant) => ({ ...variant, active: false }))];
}

const suggested = (slug: string, index: number) => (slug ? `${slug.toUpperCase()}-${String(index + 1).padStart(2, '0')}` : '');

function sameOptions(a: Record<string, string>, b: Record<string, string>): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);
}
