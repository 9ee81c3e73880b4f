import { allowSelf } from './allow-self.js';
import { spendOn } from '../kernel/budget.js';
import type { Context } from '../kernel/context.js';
import { notSignedIn, refusal } from '../kernel/errors.js';
import { verifyPassword } from '../kernel/passwords.js';
import { readFirst } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Staff } from './staff.entity.js';

const staff = table(Staff);
const TRIES = { name: 'staff/own-password', tries: 10, seconds: 15 * 60 };

/**
 * Who would change what they sign in with gives the password again: a session that was left open at a desk must not become
 * a key of one's own.
 * @throws AppError 401; 422 `wrong_credentials`; 429 after ten tries in 15 minutes; 503 `busy`, which is no try
 */
export async function proveOwnPassword(ctx: Context, password: string): Promise<void> {
  const { id } = allowSelf(ctx);
  await spendOn(ctx, TRIES, String(id), async () => {
    const known = await readFirst(
      ctx.db,
      { hash: staff.passwordHash },
      sql`FROM ${staff} WHERE ${staff.id} = ${id} AND ${staff.active} = ${true}`,
    );
    if (!known) throw notSignedIn();
    if (!(await verifyPassword(known.hash, password, ctx))) throw refusal(422, 'wrong_credentials.current');
  });
  await ctx.tries.takeBack(TRIES, String(id));
}
