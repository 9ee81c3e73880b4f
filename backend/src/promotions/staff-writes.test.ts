import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveProduct } from './archive-product.js';
import { Variant } from '../catalog/variant.entity.js';
import { transact } from '../database/database.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newProduct, newUniversity, promotionInput, refusal, STEPS } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { Offer } from './offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { publishPromotion } from './publish-promotion.js';
import type { OfferInput, SavePromotionInput } from './promotion-input.js';
import { savePromotion } from './save-promotion.js';

const DAY = 86_400_000;
let test: TestDatabase;
let ctx: StaffContext;
let here: number;
let there: number;
let productId: number;

beforeAll(async () => {
  test = await openTestDatabase();
  const setup = staffContext(test.db);
  here = await newUniversity(setup, '여기대학교');
  there = await newUniversity(setup, '저기대학교');
});
afterAll(() => test.drop());
beforeEach(async () => {
  ctx = asRole(staffContext(test.db), 'manager', 3);
  productId = (await newProduct(ctx)).id;
});

const input = (given: Partial<SavePromotionInput> = {}) => promotionInput(ctx, productId, { universityIds: [here], ...given });
const offer = (given: Partial<OfferInput> = {}): OfferInput => ({ ...(input().offers[0] as OfferInput), ...given });
const draft = async (given: Partial<SavePromotionInput> = {}) => (await savePromotion(ctx, input(given))).id;
const publish = (id: number) => publishPromotion(ctx, { id });
const paths = async (promise: Promise<unknown>) => (await refusal(promise)).errors.map((error) => error.path);
const offerOf = (promotionId: number) => Offer.findOneByOrFail({ promotionId });
const hold = (offerId: number, units: number) =>
  transact(test.db, (tx) => tx.query('UPDATE offer_counters SET held = ? WHERE offer_id = ?', [units, offerId]));

describe('a draft', () => {
  it('is saved with offers and universities, with ten units per person where none is set', async () => {
    const id = await draft();
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'draft', publishedAt: null, reachesAll: false });
    expect(await offerOf(id)).toMatchObject({ tiers: STEPS, goalQuantity: 5, capQuantity: 50, perCustomerLimit: 10 });
    expect(await PromotionUniversity.findBy({ promotionId: id })).toMatchObject([{ universityId: here }]);
  });

  it('can be changed in everything', async () => {
    const id = await draft();
    const other = await newProduct(ctx);
    const [first, second] = [offer({ productId: other.id, goalQuantity: null }), offer({ perCustomerLimit: 2 })];
    const changed = input({
      id,
      version: 1,
      kind: 'group_buy',
      title: '새 제목',
      reachesAll: true,
      universityIds: [there],
      offers: [first, second],
    });
    await savePromotion(ctx, changed);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ title: '새 제목', slug: changed.slug, reachesAll: true });
    expect(await PromotionUniversity.countBy({ promotionId: id })).toBe(0);
    const offers = await Offer.find({ where: { promotionId: id }, order: { position: 'ASC' } });
    expect(offers.map((o) => [o.productId, o.goalQuantity, o.perCustomerLimit])).toEqual([
      [other.id, null, 10],
      [productId, 5, 2],
    ]);
    await savePromotion(ctx, { ...changed, id, version: 2, offers: [first] });
    expect(await Offer.countBy({ promotionId: id })).toBe(1);
  });

  it('names every field that is wrong', async () => {
    const wrong = input({
      slug: 'NO',
      title: ' ',
      closesAt: ctx.clock.now(),
      offers: [offer({ tiers: [{ fromQuantity: 2, unitPrice: 10 }] }), offer({ goalQuantity: 60, perCustomerLimit: 0 })],
    });
    expect(await paths(savePromotion(ctx, wrong))).toEqual([
      'slug',
      'title',
      'closesAt',
      'offers.1.productId',
      'offers.0.tiers',
      'offers.1.goalQuantity',
      'offers.1.perCustomerLimit',
    ]);
    const lost = input({ offers: [offer({ productId: 999_999 })], universityIds: [here, 999_999] });
    expect(await paths(savePromotion(ctx, lost))).toEqual(['offers.0.productId', 'universityIds']);
    const slug = (await Promotion.findOneByOrFail({ id: await draft() })).slug;
    expect(await paths(savePromotion(ctx, input({ slug })))).toEqual(['slug']);
  });

  it('of a sale has one price and no goal', async () => {
    expect(await paths(savePromotion(ctx, input({ kind: 'sale' })))).toEqual(['offers.0.tiers', 'offers.0.goalQuantity']);
  });

  it('is neither written nor published by who only reads', async () => {
    const id = await draft();
    for (const role of ['fulfilment', 'support', 'viewer'] as const) {
      expect((await refusal(savePromotion(asRole(ctx, role), input()))).status).toBe(403);
      expect((await refusal(publishPromotion(asRole(ctx, role), { id }))).status).toBe(403);
    }
  });
});

describe('publishing', () => {
  it('opens a counter for each offer', async () => {
    const id = await draft();
    const promotion = await publish(id);
    expect(promotion).toMatchObject({ state: 'published', publishedAt: ctx.clock.now() });
    const counter = await OfferCounter.findOneByOrFail({ offerId: (await offerOf(id)).id });
    expect(counter).toMatchObject({ state: 'open', closesAt: promotion.closesAt, cap: 50, held: 0, sold: 0 });
    expect(await AuditEntry.findOneByOrFail({ action: 'publishPromotion', recordId: String(id) })).toMatchObject({ staffId: 3 });
    expect(await refusal(publish(id))).toMatchObject({ status: 409, code: 'not_draft' });
  });

  it('says everything that is missing', async () => {
    const empty = await draft({ universityIds: [], offers: [] });
    expect(await paths(publish(empty))).toEqual(['universityIds', 'offers']);
    const late = await draft();
    ctx.clock.forward(7 * DAY);
    expect(await paths(publish(late))).toEqual(['closesAt']);
    expect((await refusal(publish(999_999))).status).toBe(404);
  });

  it('takes no retired product, and none without a variant on sale', async () => {
    const id = await draft();
    await Variant.update({ productId }, { active: false });
    expect(await paths(publish(id))).toEqual(['offers.0.productId']);
    await Variant.update({ productId }, { active: true });
    await archiveProduct(ctx, { id: productId });
    expect((await refusal(publish(id))).errors[0]?.message).toContain('보관한 상품');
  });

  it('keeps its products from being retired', async () => {
    await publish(await draft({ title: '살아 있는 것' }));
    const refused = await refusal(archiveProduct(ctx, { id: productId }));
    expect(refused).toMatchObject({ status: 409, code: 'product_offered' });
    expect(refused.detail).toContain('살아 있는 것');
  });
});

describe('two promotions of one product', () => {
  it('do not live in one university: the second is told which, and why', async () => {
    await publish(await draft({ title: '먼저 온 것', universityIds: [here, there] }));
    const refused = await refusal(publish(await draft({ universityIds: [there] })));
    expect(refused).toMatchObject({ status: 409, code: 'overlap' });
    expect(refused.detail).toContain('먼저 온 것');
    expect(refused.detail).toContain('무선 이어폰');
    expect(refused.errors.map((error) => error.path)).toEqual(['offers.0.productId']);
  });

  it('live in different universities, and one after the other', async () => {
    await publish(await draft());
    await publish(await draft({ universityIds: [there] }));
    const next = await draft({
      opensAt: new Date(ctx.clock.now().getTime() + 8 * DAY),
      closesAt: new Date(ctx.clock.now().getTime() + 9 * DAY),
    });
    expect((await refusal(publish(next))).code).toBe('overlap');
    ctx.clock.forward(7 * DAY);
    await publish(next);
  });

  it('overlap wherever one of them reaches all', async () => {
    await publish(await draft());
    expect((await refusal(publish(await draft({ reachesAll: true })))).code).toBe('overlap');
    const other = await newProduct(ctx);
    const offers = [offer({ productId: other.id })];
    await publish(await draft({ reachesAll: true, offers }));
    expect((await refusal(publish(await draft({ universityIds: [there], offers })))).code).toBe('overlap');
  });

  it('published at once leave one live', async () => {
    const more = await newProduct(ctx);
    const both = [offer(), offer({ productId: more.id })];
    const ids = await Promise.all([
      draft({ offers: both }),
      draft({ offers: both.toReversed(), reachesAll: true }),
      draft({ offers: [offer({ productId: more.id })] }),
      draft(),
    ]);
    const answers = await Promise.allSettled(ids.map(publish));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.map((answer) => (answer.reason as { code: string }).code)).toEqual(refused.map(() => 'overlap'));
    const live = await Offer.createQueryBuilder('o')
      .innerJoin('o.promotion', 'p', 'p.state = :state', { state: 'published' })
      .where('o.productId IN (:...ids)', { ids: [productId, more.id] })
      .getMany();
    expect(live.map((o) => o.productId).toSorted((a, b) => a - b)).toEqual([productId, more.id]);
  });
});

describe('after publishing', () => {
  let id: number;
  let now: SavePromotionInput;
  beforeEach(async () => {
    now = input();
    id = (await savePromotion(ctx, now)).id;
    await publish(id);
    const { id: offerId } = await offerOf(id);
    now = { ...now, id, offers: [offer({ id: offerId })] };
  });
  const change = async (given: Partial<SavePromotionInput>) =>
    savePromotion(ctx, { ...now, version: (await Promotion.findOneByOrFail({ id })).version, ...given });
  const changeOffer = (given: Partial<OfferInput>) => change({ offers: [{ ...(now.offers[0] as OfferInput), ...given }] });

  it('texts can change, and a save without a change is one', async () => {
    expect(await change({ title: '고친 제목', summary: '고친 소개' })).toMatchObject({ title: '고친 제목', summary: '고친 소개' });
    expect(await change({})).toMatchObject({ title: now.title });
  });

  it('nothing that buyers relied on can', async () => {
    const later = new Date(now.closesAt.getTime() + DAY);
    const frozen = await paths(change({ slug: 'another', kind: 'group_buy', closesAt: later, universityIds: [here, there] }));
    expect(frozen).toEqual(['slug', 'closesAt', 'universityIds']);
    expect(await paths(change({ reachesAll: true }))).toEqual(['reachesAll', 'universityIds']);
    expect(await paths(change({ offers: [] }))).toEqual(['offers']);
    expect(await paths(changeOffer({ goalQuantity: 4, perCustomerLimit: 20 }))).toEqual([
      'offers.0.goalQuantity',
      'offers.0.perCustomerLimit',
    ]);
  });

  it('tiers only fall', async () => {
    const falling = STEPS.map((tier) => ({ ...tier, unitPrice: tier.unitPrice - 1_000 }));
    await changeOffer({ tiers: falling });
    expect((await offerOf(id)).tiers).toEqual(falling);
    expect(await paths(changeOffer({ tiers: STEPS }))).toEqual(['offers.0.tiers']);
    const entries = await AuditEntry.find({ where: { action: 'savePromotion', recordId: String(id) }, order: { id: 'DESC' }, take: 1 });
    expect(entries[0]?.changes).toEqual({ [`offer ${(await offerOf(id)).id}`]: { tiers: [STEPS, falling] } });
  });

  it('the cap moves only above what is held', async () => {
    const { id: offerId } = await offerOf(id);
    await hold(offerId, 20);
    expect(await paths(changeOffer({ capQuantity: 19 }))).toEqual(['offers.0.capQuantity']);
    await changeOffer({ capQuantity: 20 });
    expect(await OfferCounter.findOneByOrFail({ offerId })).toMatchObject({ cap: 20, held: 20 });
    await changeOffer({ capQuantity: null });
    expect(await OfferCounter.findOneByOrFail({ offerId })).toMatchObject({ cap: null });
    expect((await offerOf(id)).capQuantity).toBeNull();
  });

  it('neither moves once it has closed, while texts still do', async () => {
    ctx.clock.forward(7 * DAY);
    expect(await paths(changeOffer({ tiers: STEPS.slice(0, 1).map((t) => ({ ...t, unitPrice: 1 })) }))).toEqual(['offers.0.tiers']);
    expect(await paths(changeOffer({ capQuantity: 99 }))).toEqual(['offers.0.capQuantity']);
    expect((await offerOf(id)).capQuantity).toBe(50);
    expect(await change({ title: '끝난 뒤' })).toMatchObject({ title: '끝난 뒤' });
    await Promotion.update(id, { state: 'cancelled' });
    expect((await refusal(change({ title: '취소 뒤' }))).code).toBe('promotion_cancelled');
  });
});
