import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveProduct } from './archive-product.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { countQueries } from '../testing/count-queries.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newProduct, newUniversity, promotionInput, refusal, STEPS } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { Offer } from './offer.entity.js';
import { offerProgress } from '../settlement/promotion-progress.js';
import { Promotion } from './promotion.entity.js';
import type { SavePromotionInput } from './promotion-input.js';
import { previewPromotion } from './preview-promotion.js';
import { publishPromotion } from './publish-promotion.js';
import { savePromotion } from './save-promotion.js';
import { tellFields } from '../kernel/tell-refusal.js';

let test: TestDatabase;
let ctx: StaffContext;
let here: number;
let there: number;
let productId: number;

beforeAll(async () => {
  test = await openTestDatabase();
  const setup = staffContext(test.db);
  [here, there] = [await newUniversity(setup, '여기대학교'), await newUniversity(setup, '저기대학교')];
});
afterAll(() => test.drop());
beforeEach(async () => {
  ctx = asRole(staffContext(test.db), 'manager', 3);
  productId = (await newProduct(ctx)).id;
});

const draft = async (given: Partial<SavePromotionInput> = {}) =>
  (await savePromotion(ctx, promotionInput(ctx, productId, { universityIds: [here], ...given }))).id;
const preview = (id: number, universityId = here) => previewPromotion(ctx, { id, universityId });

describe('the preview of a draft', () => {
  it('is what a student of its university will see, and nothing for anyone else', async () => {
    const id = await draft({ opensAt: new Date(ctx.clock.now().getTime() + 3_600_000) });
    const { seen } = await preview(id);
    expect(seen).toMatchObject({
      state: 'scheduled',
      title: '이어폰 같이 사기',
      offers: [{ price: 150_000, currentPrice: 150_000, tiers: STEPS, soldQuantity: 0 }],
    });
    expect((await preview(id, there)).seen).toBeNull();
  });

  it('shows the same as the customer’s own door once it is published', async () => {
    const id = await draft();
    const { seen } = await preview(id);
    await publishPromotion(ctx, { id });
    const published = await preview(id);
    expect(published.seen).toEqual(seen);
    expect(published.findings).toBeNull();
  });

  it('changes nothing, however many look at once', async () => {
    const id = await draft();
    const before = await Promotion.findOneByOrFail({ id });
    const looks = await Promise.all(Array.from({ length: 5 }, () => preview(id)));
    expect(looks.every(({ seen }) => seen !== null)).toBe(true);
    expect(await Promotion.findOneByOrFail({ id })).toEqual(before);
    const offers = await Offer.findBy({ promotionId: id });
    expect(await OfferCounter.findBy({ offerId: offers[0]?.id ?? 0 })).toEqual([]);
  });

  it('finds exactly what publishing refuses', async () => {
    const cases = [
      await draft({ universityIds: [] }),
      await draft({ offers: [] }),
      await draft({ offers: [{ productId, tiers: STEPS, goalQuantity: null, capQuantity: 20, perCustomerLimit: null }] }),
      await draft(),
    ];
    for (const id of cases) {
      const { findings } = await preview(id);
      const refused = await publishPromotion(ctx, { id }).then(
        () => [],
        (error: { errors: unknown[] }) => error.errors,
      );
      expect(findings?.errors).toEqual(refused);
      await Promotion.update({ id }, { state: 'draft' });
      await OfferCounter.clear();
    }
    await Promotion.update({ id: cases[3] ?? 0 }, { state: 'draft' });
    await archiveProduct(ctx, { id: productId });
    expect((await preview(cases[3] ?? 0)).findings?.errors).toMatchObject([{ path: 'offers.0.productId' }]);
  });

  it('names what overlaps: product, university and promotion', async () => {
    const id = await draft({ universityIds: [here, there] });
    await publishPromotion(ctx, { id: await draft({ title: '먼저 연 것', universityIds: [there] }) });
    expect(tellFields((await preview(id)).findings?.overlaps ?? [])).toEqual([
      { path: 'offers.0.productId', message: '“무선 이어폰”은(는) 프로모션 “먼저 연 것”에서 저기대학교에 팔고 있어요.' },
    ]);
    expect((await refusal(publishPromotion(ctx, { id }))).errors[0]?.message).toContain('저기대학교');
  });

  it('says what comes in, up to the stock of all variants', async () => {
    const { offers } = await preview(await draft());
    expect(offers).toMatchObject([{ product: '무선 이어폰', available: 20 }]);
    expect(offers[0]?.revenue.map(({ at, units, revenue, reachable }) => [at, units, revenue, reachable])).toEqual([
      ['tier', 1, 0, true],
      ['goal', 5, 750_000, true],
      ['tier', 10, 1_400_000, true],
      ['stock', 20, 2_800_000, true],
      ['tier', 30, 3_600_000, false],
      ['cap', 50, 6_000_000, false],
    ]);
  });

  it('is for every role, not for customers, and 404 for what does not exist', async () => {
    const id = await draft();
    for (const role of ['owner', 'manager', 'fulfilment', 'support', 'viewer'] as const)
      expect((await previewPromotion(asRole(ctx, role), { id, universityId: here })).seen).not.toBeNull();
    const customer = { ...ctx, actor: { kind: 'customer' as const, id: 1, universityId: here, sessionId: '' } };
    expect((await refusal(previewPromotion(customer, { id, universityId: here }))).status).toBe(403);
    expect((await refusal(preview(999_999))).status).toBe(404);
    expect((await refusal(preview(id, 999_999))).status).toBe(404);
  });
});

it('progress of a page of promotions takes one query, however many there are', async () => {
  const ids: number[] = [];
  for (let count = 0; count < 6; count++) {
    productId = (await newProduct(ctx)).id;
    ids.push((await publishPromotion(ctx, { id: await draft() })).id);
  }
  await OfferCounter.update({ offerId: (await Offer.findOneByOrFail({ promotionId: ids[0] ?? 0 })).id }, { sold: 12, held: 15 });
  const counted = countQueries(test.db);
  const progress = await offerProgress(test.db.manager, ids);
  const queries = counted.take();
  counted.stop();
  expect([queries.length, progress.length]).toEqual([1, 6]);
  expect(progress[0]).toMatchObject({ sold: 12, held: 15, tier: 1, priceNow: 140_000, next: { units: 18, price: 120_000 } });
  expect(progress[1]).toMatchObject({ sold: 0, priceNow: null });
});
