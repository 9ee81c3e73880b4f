import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { keyedHash } from '../kernel/random.js';
import { readFirst } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, insertMissing, updateRows } from '../database/write.js';
import { CodeCount } from './code-count.entity.js';

const counts = table(CodeCount);
const DAY_MS = 86_400_000;

/** So many in a day, counted from the first; `by` at a time. */
export interface Allowance {
  name: string;
  most: number;
  by?: number;
}

/** A name that nobody can read a phone or an e-mail from. */
export const allowanceName = ({ settings }: Pick<Context, 'settings'>, what: string, whose: string): string =>
  `${what}/${keyedHash(settings.secrets.field, 'code-count', `${what}\n${whose}`).slice(0, 32)}`;

/**
 * Takes of an allowance by one conditional statement, so that of many at once no more get through than it holds. What is taken
 * goes back where the transaction does not go through.
 * @returns how many are used now and since when; null where there is not enough left
 */
export async function takeAllowance(tx: EntityManager, ctx: Context, { name, most, by = 1 }: Allowance): Promise<Used | null> {
  const now = ctx.clock.now();
  if (by > most) return null;
  const over = sql`${counts.since} <= ${new Date(now.getTime() - DAY_MS)}`;
  const more = sql`${counts.used} + ${by}`;
  const take = async () => {
    // MySQL assigns from left to right: the count is decided before its beginning moves.
    const taken = {
      used: sql`CASE WHEN ${over} THEN ${by} ELSE ${more} END`,
      since: sql`CASE WHEN ${over} THEN ${now} ELSE ${counts.since} END`,
    };
    return (await updateRows(tx, CodeCount, taken, sql`${counts.name} = ${name} AND (${over} OR ${more} <= ${most})`)) === 1;
  };
  // Updated first: who finds the row holds it at once. The first of a name makes it; who came second then finds it.
  if (await take()) return readUsed(tx, name);
  if ((await insertMissing(tx, CodeCount, { name, since: now, used: by })) === 1) return { used: by, since: now };
  return (await take()) ? readUsed(tx, name) : null;
}

/** Whether there would be enough left, taking nothing. */
export async function isLeft(tx: EntityManager, ctx: Context, { name, most, by = 1 }: Allowance): Promise<boolean> {
  const used = await readUsed(tx, name);
  if (!used || used.since.getTime() <= ctx.clock.now().getTime() - DAY_MS) return by <= most;
  return used.used + by <= most;
}

/** Counts that are over say nothing any more. */
export async function forgetCodeCounts(ctx: Context): Promise<void> {
  await deleteRows(ctx.db, CodeCount, sql`${counts.since} <= ${new Date(ctx.clock.now().getTime() - DAY_MS)}`);
}

interface Used {
  used: number;
  since: Date;
}

const readUsed = (tx: EntityManager, name: string): Promise<Used | null> =>
  readFirst(tx, { used: counts.used, since: counts.since }, sql`FROM ${counts} WHERE ${counts.name} = ${name}`);
