import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export async function signOutStaff(_ctx: Context, _input: { sessionId: string }): Promise<void> {
  throw notYet('signOutStaff');
}
