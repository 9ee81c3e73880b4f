import type { Context } from '../context.js';
import { notYet } from '../errors.js';
import type { StaffIdentity } from './staff-session.js';

export interface SignInStaffInput {
  email: string;
  password: string;
  code?: string | undefined;
}
export interface SignedInStaff {
  token: string;
  staff: StaffIdentity;
}

export async function signInStaff(_ctx: Context, _input: SignInStaffInput): Promise<SignedInStaff> {
  throw notYet('signInStaff');
}
