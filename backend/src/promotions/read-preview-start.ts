import { readActiveUniversities } from '../catalog/read-universities.js';
import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { previewPromotion } from './preview-promotion.js';
import { Promotion } from './promotion.entity.js';
import { universitiesOf } from './stored-promotion.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);

/** The preview as a student of the first university that it reaches, and every other that can be chosen. */
export async function readPreviewStart(ctx: Context, id: number) {
  const { manager } = ctx.db;
  const promotion = await readRow(manager, Promotion, sql`WHERE ${promotions.id} = ${id}`);
  if (!promotion) throw notFound();
  const reached = new Set(await universitiesOf(manager, id));
  const all = await readActiveUniversities(ctx);
  const universities = all.map(({ id: universityId, name }) => ({
    id: universityId,
    name,
    reached: promotion.reachesAll || reached.has(universityId),
  }));
  const first = universities.find((one) => one.reached) ?? universities[0];
  if (!first) throw notFound();
  const { version, kind, state, opensAt, closesAt } = promotion;
  return {
    promotion: { version, kind, state, opensAt, closesAt },
    universities,
    universityId: first.id,
    preview: await previewPromotion(ctx, { id, universityId: first.id }),
  };
}
export type PreviewStart = Awaited<ReturnType<typeof readPreviewStart>>;
