import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { changedMeanwhile } from '../database/versions.js';
import { holdPromotion } from './hold-promotion.js';
import type { Offer } from './offer.entity.js';
import { openCounters } from '../holds/counters.js';
import { Promotion } from './promotion.entity.js';
import { refuseFields } from './promotion-input.js';
import { movePromotion } from './move-promotion.js';
import { productFacts } from './publish-facts.js';
import { lockProducts, refuseOverlaps } from './refuse-overlaps.js';
import { publishFindings } from './rules/publish-findings.js';
import { offersOf, universitiesOf } from './stored-promotion.js';
import { say } from '../words/say.js';
import { readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);

/**
 * Puts a draft before its universities: from `opensAt` on it can be bought from.
 * @param input.version what was looked at before; left out, whatever is stored is published
 * @throws AppError 403; 404; 409 `not_draft`, `changed_meanwhile`; 422 `invalid` with everything that is missing; 409 `overlap` naming each product that a
 *   live promotion already offers to one of its universities
 */
export async function publishPromotion(ctx: Context, { id, version }: { id: number; version?: number | undefined }): Promise<Promotion> {
  allow(ctx, 'promotions', 'write');
  return transact(ctx.db, async (tx) => {
    const promotion = await holdPromotion(tx, id);
    if (promotion.state !== 'draft') throw conflict('not_draft');
    if (version !== undefined && promotion.version !== version) throw changedMeanwhile(UNSEEN);
    const [offers, universityIds] = [await offersOf(tx, id), await universitiesOf(tx, id)];
    const draft = { ...promotion, universityIds, offers };
    const { errors } = publishFindings(
      draft,
      { products: await productFacts(tx, await lockProducts(tx, offers)), overlaps: [] },
      ctx.clock.now(),
    );
    refuseFields(errors, say('promotion.not_publishable'));
    await refuseOverlaps(tx, ctx, { promotion, universityIds, offers });
    await publish(tx, ctx, promotion, offers);
    return readRowOrFail(tx, Promotion, sql`WHERE ${promotions.id} = ${id}`);
  });
}

const UNSEEN = 'changed_meanwhile.published';

async function publish(tx: EntityManager, ctx: Context, promotion: Promotion, offers: readonly Offer[]): Promise<void> {
  const { id, opensAt, closesAt } = promotion;
  await audit(tx, ctx, {
    action: 'publishPromotion',
    resource: 'promotions',
    recordId: id,
    changes: { opensAt, closesAt, offers: offers.length },
  });
  await movePromotion(tx, id, 'published', { publishedAt: ctx.clock.now() });
  await openCounters(tx, offers, closesAt);
}
