import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { read, readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { AppError, notFound } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { Promotion } from './promotion.entity.js';
import { shiftedTimes } from './rules/closing-change.js';
import { savePromotion } from './save-promotion.js';
import { offersOf, universitiesOf } from './stored-promotion.js';

const promotions = table(Promotion);

export interface CopyPromotionInput {
  id: number;
  /** Names the form, so that it makes one copy however often it is sent. */
  formKey?: string | undefined;
  /** Left out, it opens and closes as the original did, whole weeks later. */
  opensAt?: Date | undefined;
  closesAt?: Date | undefined;
  /** Left out, the copy reaches whom the original does; it can be published when that has ended. */
  reach?: 'all' | number[] | undefined;
}

/**
 * A draft with the same texts, products and prices, at other times or for other universities. Nothing of what was sold
 * comes along, and the original does not change.
 * @throws AppError 403; 404; 422 as saving a draft does
 */
export async function copyPromotion(ctx: Context, input: CopyPromotionInput): Promise<Promotion> {
  allow(ctx, 'promotions', 'write');
  const { manager } = ctx.db;
  const original = await readRow(manager, Promotion, sql`WHERE ${promotions.id} = ${input.id}`);
  if (!original) throw notFound();
  for (let tries = 1; ; tries++) {
    try {
      return await saveCopy(ctx, original, input);
    } catch (error) {
      // Two copies at once chose the same name.
      if (!isTakenSlug(error) || tries === 3) throw error;
    }
  }
}

const isTakenSlug = (error: unknown) => error instanceof AppError && error.errors.some(({ path }) => path === 'slug');

async function saveCopy(ctx: Context, original: Promotion, input: CopyPromotionInput): Promise<Promotion> {
  const { manager } = ctx.db;
  const [offers, universityIds] = [await offersOf(manager, input.id), await universitiesOf(manager, input.id)];
  const made = input.formKey === undefined ? null : await readRow(manager, Promotion, sql`WHERE ${promotions.formKey} = ${input.formKey}`);
  const usual = shiftedTimes(original, ctx.clock.now());
  const { kind, title, summary, imageName } = original;
  return savePromotion(ctx, {
    formKey: input.formKey,
    slug: made?.slug ?? (await freeSlug(manager, original.slug)),
    kind,
    title,
    summary,
    imageName,
    opensAt: input.opensAt ?? usual.opensAt,
    closesAt: input.closesAt ?? usual.closesAt,
    reachesAll: input.reach === undefined ? original.reachesAll : input.reach === 'all',
    universityIds: input.reach === undefined ? universityIds : input.reach === 'all' ? [] : input.reach,
    offers: offers.map(({ productId, tiers, goalQuantity, capQuantity, perCustomerLimit }) => ({
      productId,
      tiers,
      goalQuantity,
      capQuantity,
      perCustomerLimit,
    })),
    copyOf: original.id,
  });
}

const SLUG_LENGTH = 80;

// `gram-for-snu` becomes `gram-for-snu-2`, and that one's copy `gram-for-snu-3`.
async function freeSlug(manager: EntityManager, slug: string): Promise<string> {
  const base = slug
    .replace(/-\d{1,4}$/, '')
    .slice(0, SLUG_LENGTH - 5)
    .replace(/-+$/, '');
  const rows = await read(manager, { slug: promotions.slug }, sql`FROM ${promotions} WHERE ${promotions.slug} LIKE ${`${base}-%`}`);
  const numbers = rows.map((row) => /^-(\d{1,4})$/.exec(row.slug.slice(base.length))?.[1]).map(Number);
  return `${base}-${Math.max(1, ...numbers.filter((number) => number > 0)) + 1}`;
}
