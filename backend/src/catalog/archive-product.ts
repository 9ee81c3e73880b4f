import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export async function archiveProduct(_ctx: Context, _input: { id: number; reason?: string | undefined }): Promise<void> {
  throw notYet('archiveProduct');
}
