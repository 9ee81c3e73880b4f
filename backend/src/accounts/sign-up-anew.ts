import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { exists, readFirst } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { AppError } from '../kernel/errors.js';
import { Customer } from '../customers/customer.entity.js';
import type { OpenedSession } from '../customers/open-session.js';
import { signUp, type SignUpInput } from '../customers/sign-up.js';
import { Order } from '../orders/order.entity.js';
import { erase } from './leave.js';

const customers = table(Customer);
const orders = table(Order);

/** How long an address is kept for who has proved nothing and bought nothing. */
const UNPROVED_MS = 7 * 86_400_000;

/**
 * Makes an account. An address that somebody else signed up with, without ever proving a phone or ordering, is theirs for a
 * week: nobody keeps its owner out for longer by having been first. @throws AppError as signUp
 */
export async function signUpAnew(ctx: Context, input: SignUpInput): Promise<OpenedSession> {
  try {
    return await signUp(ctx, input);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'email_taken' || !(await freeEmail(ctx, input.email))) throw error;
    return signUp(ctx, input);
  }
}

async function freeEmail(ctx: Context, email: string): Promise<boolean> {
  const since = new Date(ctx.clock.now().getTime() - UNPROVED_MS);
  return transact(ctx.db, async (tx) => {
    const unproved = sql`${customers.email} = ${email} AND ${customers.phoneVerifiedAt} IS NULL AND ${customers.createdAt} <= ${since}`;
    const squatter = await readFirst(tx, { id: customers.id }, sql`FROM ${customers} WHERE ${unproved} ${FOR_UPDATE}`);
    if (!squatter || (await exists(tx, sql`FROM ${orders} WHERE ${orders.customerId} = ${squatter.id}`))) return false;
    await erase(tx, ctx, squatter.id);
    return true;
  });
}
