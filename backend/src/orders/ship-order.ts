import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export async function shipOrder(_ctx: Context, _input: { id: number; carrier: string; trackingNumber: string }): Promise<void> {
  throw notYet('shipOrder');
}
