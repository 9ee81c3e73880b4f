import { readActiveUniversities } from '../catalog/read-universities.js';
import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { Promotion } from './promotion.entity.js';
import { shiftedTimes } from './rules/closing-change.js';
import { universitiesOf } from './stored-promotion.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);

/** Where a copy would go by itself, and everyone it could reach. */
export async function readCopyStart(ctx: Context, id: number) {
  const { manager } = ctx.db;
  const promotion = await readRow(manager, Promotion, sql`WHERE ${promotions.id} = ${id}`);
  if (!promotion) throw notFound();
  return {
    ...shiftedTimes(promotion, ctx.clock.now()),
    reachesAll: promotion.reachesAll,
    universityIds: await universitiesOf(manager, id),
    universities: await readActiveUniversities(ctx),
  };
}
export type CopyStart = Awaited<ReturnType<typeof readCopyStart>>;
