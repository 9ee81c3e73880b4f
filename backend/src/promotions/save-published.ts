import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import type { FieldError } from '../kernel/errors.js';
import { audit, differences } from '../access/audit.js';
import { Offer } from './offer.entity.js';
import { changeCap } from '../holds/counters.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { frozenChanges, onlyFalls } from './rules/published-change.js';
import { type OfferInput, refuseFields, type Wanted } from './promotion-input.js';
import { say } from '../words/say.js';
import { readRowOrFail, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const offersTable = table(Offer);
const promotionUniversities = table(PromotionUniversity);
const promotions = table(Promotion);
const offerCounters = table(OfferCounter);

/**
 * Changes of a promotion that people buy from: texts at any time; until it closes, tiers that fall and caps above what is held.
 * Gives its id. @throws AppError 422 naming each field that has to stay
 */
export async function savePublished(tx: EntityManager, ctx: Context, before: Promotion, wanted: Wanted): Promise<number> {
  const offers = await readRows(tx, Offer, sql`WHERE ${offersTable.promotionId} = ${before.id} ORDER BY ${offersTable.id}`);
  const reach = await readRows(tx, PromotionUniversity, sql`WHERE ${promotionUniversities.promotionId} = ${before.id}`);
  const frozen = { ...before, universityIds: reach.map((row) => row.universityId), offers };
  refuseFields(frozenChanges(frozen, wanted).map((path) => ({ path, message: say('promotion.frozen') })));
  refuseFields(wanted.offers.flatMap((input, index) => dearer(offerOf(offers, input), input, index)));

  const texts = { title: wanted.title, summary: wanted.summary, imageName: wanted.imageName ?? before.imageName };
  const changed = wanted.offers.flatMap((input, index) => {
    const offer = offerOf(offers, input);
    const changes = differences(terms(offer), terms(input));
    return Object.keys(changes).length > 0 ? [{ offer, input, index, changes }] : [];
  });
  const changes = { ...differences(textsOf(before), texts), ...Object.fromEntries(changed.map((c) => [`offer ${c.offer.id}`, c.changes])) };
  await audit(tx, ctx, { action: 'savePromotion', resource: 'promotions', recordId: before.id, changes });
  await updateRows(tx, Promotion, texts, sql`${promotions.id} = ${before.id}`);
  for (const { offer, input, index } of changed.toSorted((a, b) => a.offer.id - b.offer.id))
    await changeOffer(tx, ctx, offer, input, index);
  return before.id;
}

const textsOf = ({ title, summary, imageName }: Promotion) => ({ title, summary, imageName });
const terms = ({ tiers, capQuantity }: Pick<OfferInput, 'tiers' | 'capQuantity'>) => ({
  tiers: tiers.map(({ fromQuantity, unitPrice }) => ({ fromQuantity, unitPrice })),
  capQuantity,
});
// The same offers on both sides: frozenChanges() has seen to it.
const offerOf = (offers: readonly Offer[], input: OfferInput) => offers.find((offer) => offer.id === input.id) as Offer;

function dearer(offer: Offer, input: OfferInput, index: number): FieldError[] {
  if (onlyFalls(offer.tiers, input.tiers)) return [];
  return [{ path: `offers.${index}.tiers`, message: say('promotion.only_falls') }];
}

async function changeOffer(tx: EntityManager, ctx: Context, offer: Offer, input: OfferInput, index: number): Promise<void> {
  // The counter first, as settling does: from the moment it is closed, what was promised is counted and stays.
  const cap = input.capQuantity;
  if (!(await changeCap(tx, { offerId: offer.id, cap, now: ctx.clock.now() }))) {
    refuseFields([await whyNot(tx, ctx, offer, input, index)]);
  }
  await updateRows(tx, Offer, { tiers: input.tiers, capQuantity: cap }, sql`${offersTable.id} = ${offer.id}`);
}

async function whyNot(tx: EntityManager, ctx: Context, offer: Offer, input: OfferInput, index: number): Promise<FieldError> {
  const { held, state, closesAt } = await readRowOrFail(tx, OfferCounter, sql`WHERE ${offerCounters.offerId} = ${offer.id}`);
  if (state === 'open' && closesAt > ctx.clock.now()) {
    return { path: `offers.${index}.capQuantity`, message: say('promotion.cap_held', { held }) };
  }
  const field = input.capQuantity === offer.capQuantity ? 'tiers' : 'capQuantity';
  return { path: `offers.${index}.${field}`, message: say('promotion.closed') };
}
