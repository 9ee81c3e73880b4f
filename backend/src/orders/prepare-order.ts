import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export async function prepareOrder(_ctx: Context, _input: { id: number }): Promise<void> {
  throw notYet('prepareOrder');
}
