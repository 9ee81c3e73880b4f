import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export async function changeStock(
  _ctx: Context,
  _input: { variantId: number; delta: number; reason: string },
): Promise<{ onHand: number; reserved: number }> {
  throw notYet('changeStock');
}
