import type { Context } from '../context.js';
import { notYet } from '../errors.js';
import type { OptionAxis, Product } from './product.entity.js';

export interface VariantInput {
  /** Left out for a new one. */
  id?: number | undefined;
  sku: string;
  /** One value per axis. */
  options: Record<string, string>;
  /** Won. */
  surcharge: number;
  active: boolean;
  /** Units in the warehouse of a new variant; of an existing one stock is changed by changeStock alone. */
  onHand?: number | undefined;
}
export interface SaveProductInput {
  id?: number | undefined;
  slug: string;
  name: string;
  brand: string;
  category: string;
  description: string;
  specifications: { name: string; value: string }[];
  options: OptionAxis[];
  /** Won. */
  listPrice: number;
  variants: VariantInput[];
}
export async function saveProduct(_ctx: Context, _input: SaveProductInput): Promise<Product> {
  throw notYet('saveProduct');
}
