import type { EntityManager } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import { Product } from '../catalog/product.entity.js';
import { isSlug, isText } from '../catalog/rules/product-shape.js';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { conflict, type FieldError, notFound } from '../kernel/errors.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { allow } from '../access/allow.js';
import { takeVersion } from '../database/versions.js';
import { isStoredPromotion } from './is-stored-promotion.js';
import { Promotion } from './promotion.entity.js';
import { checkOffers, USUAL_LIMIT } from './rules/publishable.js';
import { refuseFields, type SavePromotionInput, type Wanted } from './promotion-input.js';
import { saveDraft } from './save-draft.js';
import { savePublished } from './save-published.js';
import { type Said, say } from '../words/say.js';
import { countRows, read, readFirst, readRow, readRowOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);
const productsTable = table(Product);
const universitiesTable = table(University);

/**
 * Saves a draft as it is given; of a published one only texts, falling tiers, and caps above what is held.
 * Sent again, it is saved once.
 * @throws AppError 403; 404; 409 `promotion_cancelled`, `changed_meanwhile` where it has another version than was opened; 422 `invalid` with one entry per field
 */
export async function savePromotion(ctx: Context, input: SavePromotionInput): Promise<Promotion> {
  allow(ctx, 'promotions', 'write');
  const wanted = filledIn(input);
  refuseFields(checkPromotion(wanted));
  try {
    return await transact(ctx.db, (tx) => save(tx, ctx, input, wanted));
  } catch (error) {
    // The same form came twice at once: the other has made it.
    if (isDuplicate(error) && (await madeBy(ctx.db.manager, input))) return transact(ctx.db, (tx) => save(tx, ctx, input, wanted));
    if (isDuplicate(error)) refuseFields([{ path: 'slug', message: say('promotion.slug_taken') }]);
    throw error;
  }
}

const filledIn = ({ id: _id, version: _version, ...input }: SavePromotionInput): Wanted => ({
  ...input,
  title: cleanLine(input.title),
  summary: cleanLine(input.summary),
  universityIds: input.reachesAll ? [] : [...new Set(input.universityIds)],
  offers: input.offers.map((offer) => ({ ...offer, perCustomerLimit: offer.perCustomerLimit ?? USUAL_LIMIT })),
});

function checkPromotion(wanted: Wanted): FieldError[] {
  const products = wanted.offers.map((offer) => offer.productId);
  const checks: [boolean, string, Said][] = [
    [isSlug(wanted.slug), 'slug', say('slug')],
    [isText(wanted.title, 120), 'title', say('promotion.title')],
    [isText(wanted.summary, 300), 'summary', say('promotion.summary')],
    [!wanted.imageName || /^[0-9a-f]{32}$/.test(wanted.imageName), 'imageName', say('promotion.image')],
    [isTime(wanted.opensAt), 'opensAt', say('promotion.opens_at')],
    [isTime(wanted.closesAt), 'closesAt', say('promotion.closes_at')],
    [!(wanted.closesAt <= wanted.opensAt), 'closesAt', say('promotion.closes_before')],
  ];
  const twice = products.flatMap((id, index) =>
    products.indexOf(id) < index ? [{ path: `offers.${index}.productId`, message: say('promotion.product_twice') }] : [],
  );
  const fields = checks.filter(([ok]) => !ok).map(([, path, message]) => ({ path, message }));
  return [...fields, ...twice, ...checkOffers(wanted.kind, wanted.offers)];
}
const isTime = (at: Date) => !Number.isNaN(at.getTime());

async function save(tx: EntityManager, ctx: Context, input: SavePromotionInput, wanted: Wanted): Promise<Promotion> {
  const made = await madeBy(tx, input);
  const { id, version } = made ? { id: made.id, version: 1 } : input;
  const before = id === undefined ? null : await readRow(tx, Promotion, sql`WHERE ${promotions.id} = ${id} ${FOR_UPDATE}`);
  if (id !== undefined && !before) throw notFound();
  if (before?.state === 'cancelled') throw conflict('promotion_cancelled');
  if (before && (await isStoredPromotion(tx, before, wanted))) return before;
  if (before) await takeVersion(tx, ctx, Promotion, { id: before.id, version });
  refuseFields([...(await unknown(tx, wanted)), ...(await takenSlug(tx, id, wanted.slug))]);
  const saved =
    before && before.state !== 'draft' ? await savePublished(tx, ctx, before, wanted) : await saveDraft(tx, ctx, before, wanted);
  return readRowOrFail(tx, Promotion, sql`WHERE ${promotions.id} = ${saved}`);
}

async function madeBy(tx: EntityManager, { id, formKey }: SavePromotionInput): Promise<Promotion | null> {
  return id === undefined && formKey !== undefined ? readRow(tx, Promotion, sql`WHERE ${promotions.formKey} = ${formKey}`) : null;
}

async function unknown(tx: EntityManager, { offers, universityIds }: Wanted): Promise<FieldError[]> {
  const products = await read(
    tx,
    { id: productsTable.id },
    sql`FROM ${productsTable} WHERE ${productsTable.id} IN ${offers.map((offer) => offer.productId)}`,
  );
  const universities = await countRows(tx, sql`FROM ${universitiesTable} WHERE ${universitiesTable.id} IN ${universityIds}`);
  const lost = offers.flatMap((offer, index) =>
    products.some((product) => product.id === offer.productId)
      ? []
      : [{ path: `offers.${index}.productId`, message: say('promotion.product') }],
  );
  return universities < universityIds.length ? [...lost, { path: 'universityIds', message: say('promotion.university') }] : lost;
}

async function takenSlug(tx: EntityManager, id: number | undefined, slug: string): Promise<FieldError[]> {
  const other = await readFirst(tx, { id: promotions.id }, sql`FROM ${promotions} WHERE ${promotions.slug} = ${slug}`);
  return other && other.id !== id ? [{ path: 'slug', message: say('promotion.slug_taken') }] : [];
}
