import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../catalog/product.entity.js';
import { StockChange } from '../catalog/stock-change.entity.js';
import { University } from '../catalog/university.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import type { Client } from '../testing/client.js';
import { type ConsoleShop, startConsole } from '../testing/console-fixture.js';
import { newProduct, newUniversity, productInput, promotionInput, unique } from '../testing/staff-fixtures.js';

interface Answer {
  form: Record<string, unknown> & { version: number };
  code?: string;
  notice?: { type: string; message: string };
  redirectUrl?: string;
}

let shop: ConsoleShop;
let [one, two, three]: Client[] = [];
beforeAll(async () => {
  shop = await startConsole();
  [one, two, three] = [await shop.signIn('manager'), await shop.signIn('owner'), await shop.signIn('manager')];
});
afterAll(() => shop.stop());

const at = (path: string) => `/admin/api/resources/${path}`;
const open = async <T extends object>(who: Client | undefined, path: string) =>
  (await who!.get<{ form: T & { version: number } }>(at(path))).body.form;
const send = (who: Client | undefined, path: string, input: unknown) => who!.post<Answer>(at(path), { input });
const outcome = ({ status, body }: { status: number; body: Answer }) => [status, body.code ?? body.notice?.type];
const madeId = ({ body }: { body: Answer }) => Number(/records\/(\d+)\//.exec(body.redirectUrl ?? '')?.[1]);
const CHANGED = [409, 'changed_meanwhile'];
const SAVED = [200, 'success'];

interface ProductStart {
  listPrice: number;
  name: string;
  variants: { id: number; sku: string; surcharge: number; active: boolean; options: Record<string, string> }[];
  images: { id: number; alt: string }[];
}

describe('a product that two people edit', () => {
  const edit = async () => {
    const { id } = await newProduct(shop.ctx);
    return { id, path: `Product/records/${id}/edit` };
  };

  it('keeps the first save; the second is told, and may save on top of it', async () => {
    const { id, path } = await edit();
    const [mine, theirs] = [await open<ProductStart>(one, path), await open<ProductStart>(two, path)];
    expect(outcome(await send(two, path, { ...theirs, listPrice: 150_000 }))).toEqual(SAVED);
    expect(outcome(await send(one, path, { ...mine, name: '고친 이름' }))).toEqual(CHANGED);
    expect(await Product.findOneByOrFail({ id })).toMatchObject({ listPrice: 150_000, name: mine.name });
    const again = await open<ProductStart & { saved: { by: string } }>(one, path);
    expect(again).toMatchObject({ listPrice: 150_000, saved: { by: '관리자 owner' } });
    expect(outcome(await send(one, path, { ...again, name: '고친 이름' }))).toEqual(SAVED);
    expect(await Product.findOneByOrFail({ id })).toMatchObject({ listPrice: 150_000, name: '고친 이름', version: 3 });
  });

  it('leaves nothing of a refused save behind, variants included', async () => {
    const { id, path } = await edit();
    const start = await open<ProductStart>(one, path);
    await send(two, path, { ...start, name: '먼저' });
    const variants = [
      { ...start.variants[0]!, surcharge: 777 },
      { sku: unique('N'), options: { 색상: '하양' }, surcharge: 0, active: true, onHand: 9 },
    ];
    expect(outcome(await send(one, path, { ...start, variants }))).toEqual(CHANGED);
    const rows = await Variant.find({ where: { productId: id }, order: { id: 'ASC' } });
    expect(rows.map(({ surcharge, active }) => [surcharge, active])).toEqual([
      [0, true],
      [5_000, true],
    ]);
    expect(await AuditEntry.countBy({ action: 'saveProduct', recordId: String(id), resource: 'products' })).toBe(2);
  });

  it.each([2, 3, 8])('saved %i times at once is saved once', async (count) => {
    const { id, path } = await edit();
    const start = await open<ProductStart>(one, path);
    const people = [one, two, three];
    const answers = await Promise.all(
      Array.from({ length: count }, (_, index) => send(people[index % 3], path, { ...start, listPrice: 1_000 + index })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200).map(outcome)).toEqual(Array.from({ length: count - 1 }, () => CHANGED));
    const won = answers.findIndex(({ status }) => status === 200);
    expect(await Product.findOneByOrFail({ id })).toMatchObject({ listPrice: 1_000 + won, version: 2 });
  });

  it('a variant that only one of them touched counts too; stock does not', async () => {
    const { path } = await edit();
    const start = await open<ProductStart>(one, path);
    const [black, white] = start.variants as [ProductStart['variants'][number], ProductStart['variants'][number]];
    await send(two, `Variant/records/${black.id}/stock`, { delta: 5, reason: '입고했어요' });
    expect(outcome(await send(two, path, { ...start, variants: [black, { ...white, active: false }] }))).toEqual(SAVED);
    expect(outcome(await send(one, path, { ...start, name: '다른 이름' }))).toEqual(CHANGED);
  });

  it('whose answer was lost is sent again and saved once', async () => {
    const { id, path } = await edit();
    const start = await open<ProductStart>(one, path);
    const added = { sku: unique('N'), options: { 색상: '초록' }, surcharge: 0, active: true, onHand: 4 };
    const options = [{ name: '색상', values: ['검정', '하양', '초록'] }];
    const wanted = { ...start, options, variants: [...start.variants, added] };
    expect(outcome(await send(one, path, wanted))).toEqual(SAVED);
    expect(outcome(await send(one, path, wanted))).toEqual(SAVED);
    const both = await Promise.all([send(one, path, wanted), send(one, path, wanted)]);
    expect(both.map(outcome)).toEqual([SAVED, SAVED]);
    expect(await Product.findOneByOrFail({ id })).toMatchObject({ version: 2 });
    expect(await Variant.countBy({ productId: id })).toBe(3);
  });

  it('is not saved without the version that was opened, by any door', async () => {
    const { id, path } = await edit();
    const { version: _version, ...start } = await open<ProductStart>(one, path);
    for (const version of [undefined, null, 0, -1, 1.5, '1', 'x', {}, 99]) {
      const { status } = await send(one, path, { ...start, listPrice: 1, version });
      expect([version, status]).toEqual([version, version === 99 ? 409 : 422]);
    }
    // `new` knows neither id nor version: it makes another, or is refused.
    expect((await send(one, 'Product/actions/new', { ...start, id, version: 1, listPrice: 1 })).status).toBe(422);
    for (const door of [`Product/records/${id}`, `Product/records/${id}/delete`, 'Product/bulk/edit']) {
      expect((await one!.post(at(door), { input: { ...start, version: 1, listPrice: 1 } })).status, door).toBeGreaterThanOrEqual(400);
    }
    expect((await Product.findOneByOrFail({ id })).listPrice).toBe(200_000);
  });

  it('is made once by a form, however often that is sent', async () => {
    const input = { ...productInput(), formKey: crypto.randomUUID() };
    const [first, second] = await Promise.all([send(one, 'Product/actions/new', input), send(one, 'Product/actions/new', input)]);
    expect([first, second].map(outcome)).toEqual([SAVED, SAVED]);
    expect(madeId(second)).toBe(madeId(first));
    // The answer did not come, and something was mended before pressing again.
    const mended = await send(one, 'Product/actions/new', { ...input, name: '고친 이름' });
    expect([...outcome(mended), madeId(mended)]).toEqual([...SAVED, madeId(first)]);
    expect(await Product.findBy({ slug: input.slug })).toMatchObject([{ name: '고친 이름' }]);
    expect(outcome(await send(one, 'Product/actions/new', { ...input, formKey: crypto.randomUUID() }))).toEqual([422, 'invalid']);
  });
});

describe('stock', () => {
  it('that is sent twice by one form moves once', async () => {
    const [variantId] = (await newProduct(shop.ctx)).variantIds as [number];
    const path = `Variant/records/${variantId}/stock`;
    const input = { delta: 7, reason: '입고했어요', formKey: crypto.randomUUID() };
    const both = await Promise.all([send(one, path, input), send(one, path, input)]);
    expect([...both, await send(one, path, input)].map(outcome)).toEqual([SAVED, SAVED, SAVED]);
    expect(outcome(await send(one, path, { ...input, delta: 8 }))).toEqual([409, 'already_changed']);
    expect(await VariantStock.findOneByOrFail({ variantId })).toMatchObject({ onHand: 17 });
    expect(await StockChange.countBy({ variantId, delta: 7 })).toBe(1);
    expect(outcome(await send(one, path, { ...input, formKey: crypto.randomUUID() }))).toEqual(SAVED);
    expect(await VariantStock.findOneByOrFail({ variantId })).toMatchObject({ onHand: 24 });
  });
});

interface PromotionStart {
  promotion: {
    version: number;
    title: string;
    closesAt: string;
    offers: { id: number; productId: number; tiers: { fromQuantity: number; unitPrice: number }[] }[];
  };
}

describe('a promotion that two people edit', () => {
  async function draft() {
    const { id: productId } = await newProduct(shop.ctx);
    const made = await send(one, 'Promotion/actions/new', promotionInput(shop.ctx, productId, { reachesAll: true }));
    const id = madeId(made);
    const start = async (who: Client | undefined) => (await open<PromotionStart>(who, `Promotion/records/${id}/edit`)).promotion;
    return { id, path: `Promotion/records/${id}/edit`, start };
  }
  const publish = async (id: number) => {
    const { version } = await open(two, `Promotion/records/${id}/publish`);
    expect(outcome(await send(two, `Promotion/records/${id}/publish`, { version }))).toEqual(SAVED);
  };
  const cheaper = (offers: PromotionStart['promotion']['offers'], by: number) =>
    offers.map((offer) => ({ ...offer, tiers: offer.tiers.map((tier) => ({ ...tier, unitPrice: tier.unitPrice - by })) }));

  it('keeps the first price; the second save brings back no older one', async () => {
    const { id, path, start } = await draft();
    const [mine, theirs] = [await start(one), await start(two)];
    expect(outcome(await send(two, path, { ...theirs, offers: cheaper(theirs.offers, 10_000) }))).toEqual(SAVED);
    expect(outcome(await send(one, path, { ...mine, title: '새 제목' }))).toEqual(CHANGED);
    expect((await Offer.findOneByOrFail({ promotionId: id })).tiers[0]).toMatchObject({ unitPrice: 140_000 });
    await publish(id);
    const open1 = await start(one);
    const open2 = await start(two);
    expect(outcome(await send(two, path, { ...open2, offers: cheaper(open2.offers, 5_000) }))).toEqual(SAVED);
    expect(outcome(await send(one, path, { ...open1, title: '새 제목' }))).toEqual(CHANGED);
    expect(outcome(await send(one, path, { ...(await start(one)), title: '새 제목' }))).toEqual(SAVED);
    expect((await Offer.findOneByOrFail({ promotionId: id })).tiers[0]).toMatchObject({ unitPrice: 135_000 });
  });

  it('saved by three at once is saved once, draft or public', async () => {
    const { id, path, start } = await draft();
    for (const state of ['draft', 'published']) {
      if (state === 'published') await publish(id);
      const opened = await start(one);
      const answers = await Promise.all([one, two, three].map((who, index) => send(who, path, { ...opened, title: `${state} ${index}` })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const won = answers.findIndex(({ status }) => status === 200);
      expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ title: `${state} ${won}`, version: opened.version + 1 });
      expect(outcome(await send(one, path, { ...opened, title: `${state} ${won}` }))).toEqual(SAVED);
    }
  });

  it('moves on when it is published, extended, closed or cancelled meanwhile', async () => {
    const { id, path, start } = await draft();
    const stale = async (change: () => Promise<void>) => {
      const opened = await start(one);
      await change();
      expect(outcome(await send(one, path, { ...opened, title: unique('t') }))).toEqual(CHANGED);
    };
    await stale(() => publish(id));
    await stale(async () => {
      const { closesAt: from } = await open<{ closesAt: string }>(two, `Promotion/records/${id}/extend`);
      const closesAt = new Date(new Date(from).getTime() + 3_600_000);
      expect(outcome(await send(two, `Promotion/records/${id}/extend`, { from, closesAt, reason: '더 모아요' }))).toEqual(SAVED);
    });
    shop.ctx.clock.forward(60_000);
    await stale(async () => void (await send(two, `Promotion/records/${id}/close`, { reason: '그만 모아요' })));
    expect((await start(one)).version).toBe(4);
    expect(outcome(await send(one, path, { ...(await start(one)), title: '끝난 뒤' }))).toEqual(SAVED);
    const opened = await start(one);
    await send(two, `Promotion/records/${id}/cancel`, { reason: '취소해요' });
    expect(outcome(await send(one, path, { ...opened, title: '취소한 뒤' }))).toEqual([409, 'promotion_cancelled']);
  });

  it('is published as it was looked at, or not', async () => {
    const { id, path, start } = await draft();
    const { version } = await open(two, `Promotion/records/${id}/publish`);
    const opened = await start(one);
    await send(one, path, { ...opened, offers: cheaper(opened.offers, 100_000) });
    expect(outcome(await send(two, `Promotion/records/${id}/publish`, { version }))).toEqual(CHANGED);
    expect((await send(two, `Promotion/records/${id}/publish`, {})).status).toBe(422);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'draft' });
  });

  it('closes when the first of two who move it said, and again after a lost answer', async () => {
    const { id } = await draft();
    await publish(id);
    const path = `Promotion/records/${id}/extend`;
    const { closesAt: from } = await open<{ closesAt: string }>(one, path);
    const later = (hours: number) => new Date(new Date(from).getTime() + hours * 3_600_000);
    const first = { from, closesAt: later(10), reason: '더 모아요' };
    expect(outcome(await send(one, path, first))).toEqual(SAVED);
    expect(outcome(await send(two, path, { ...first, closesAt: later(20) }))).toEqual(CHANGED);
    expect(outcome(await send(one, path, first))).toEqual(SAVED);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ closesAt: later(10) });
    expect(await AuditEntry.countBy({ action: 'extendPromotion', recordId: String(id) })).toBe(1);
  });

  it('is made once by a form, and copied once', async () => {
    const { id: productId } = await newProduct(shop.ctx);
    const input = { ...promotionInput(shop.ctx, productId, { reachesAll: true }), formKey: crypto.randomUUID() };
    const made = await Promise.all([send(one, 'Promotion/actions/new', input), send(one, 'Promotion/actions/new', input)]);
    expect(made.map(outcome)).toEqual([SAVED, SAVED]);
    expect(madeId(made[1])).toBe(madeId(made[0]));
    const path = `Promotion/records/${madeId(made[0])}/copy`;
    const { opensAt, closesAt } = await open<{ opensAt: string; closesAt: string }>(one, path);
    const copy = { opensAt, closesAt, reach: 'all', formKey: crypto.randomUUID() };
    const [first, second] = [await send(one, path, copy), await send(one, path, copy)];
    expect([outcome(first), outcome(second), madeId(second)]).toEqual([SAVED, SAVED, madeId(first)]);
    expect(await Promotion.countBy({ formKey: copy.formKey })).toBe(1);
  });
});

it('a university that two people edit keeps the first save', async () => {
  const path = `University/records/${await newUniversity(shop.ctx)}/edit`;
  const [mine, theirs] = [await open(one, path), await open(two, path)];
  expect(outcome(await send(two, path, { ...theirs, name: '새이름대학교' }))).toEqual(SAVED);
  expect(outcome(await send(one, path, { ...mine, region: '부산' }))).toEqual(CHANGED);
  expect(outcome(await send(two, path, { ...theirs, name: '새이름대학교' }))).toEqual(SAVED);
  expect(await University.findOneByOrFail({ slug: String(mine['slug' as never]) })).toMatchObject({ name: '새이름대학교', version: 2 });
  expect(outcome(await send(one, path, { ...mine, version: undefined }))).toEqual([422, 'invalid']);
});

it('a customer’s university and a role change from what was seen, or not', async () => {
  const [customerId] = shop.customerIds as [number];
  const [first, second] = [await newUniversity(shop.ctx), await newUniversity(shop.ctx)];
  const path = `Customer/records/${customerId}/university`;
  const { universityId: from } = await open<{ universityId: number }>(one, path);
  expect(outcome(await send(two, path, { universityId: first, from, reason: '편입했어요' }))).toEqual(SAVED);
  expect(outcome(await send(one, path, { universityId: second, from, reason: '편입했어요' }))).toEqual(CHANGED);
  expect(await Customer.findOneByOrFail({ id: customerId })).toMatchObject({ universityId: first });

  const { id } = await Staff.findOneByOrFail({ role: 'viewer' });
  const role = `Staff/records/${id}/changeRole`;
  const { version } = await open(two, role);
  expect(outcome(await send(two, role, { role: 'support', version, reason: '부서 이동' }))).toEqual(SAVED);
  expect(outcome(await send(two, role, { role: 'owner', version, reason: '부서 이동' }))).toEqual(CHANGED);
  expect(await Staff.findOneByOrFail({ id })).toMatchObject({ role: 'support' });
});
