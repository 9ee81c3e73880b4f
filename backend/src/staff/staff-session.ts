import type { Context } from '../context.js';
import { notYet } from '../errors.js';
import type { StaffRole } from './rules/access.js';

export interface StaffIdentity {
  id: number;
  email: string;
  name: string;
  role: StaffRole;
}

export async function readStaffSession(_ctx: Context, _sessionId: string): Promise<StaffIdentity | null> {
  throw notYet('readStaffSession');
}
