import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transact } from '../database/database.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newProduct, newUniversity, productInput, refusal, unique } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { archiveProduct } from '../promotions/archive-product.js';
import { changeStock } from './change-stock.js';
import { Product } from './product.entity.js';
import { saveProduct } from './save-product.js';
import { saveUniversity } from './save-university.js';
import { StockChange } from './stock-change.entity.js';
import { University } from './university.entity.js';
import { Variant } from './variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';

let test: TestDatabase;
let ctx: StaffContext;
beforeAll(async () => {
  test = await openTestDatabase();
  ctx = asRole(staffContext(test.db), 'manager', 7);
});
afterAll(() => test.drop());

const variantsOf = (productId: number) => Variant.find({ where: { productId }, order: { position: 'ASC' } });
const stockOf = (variantId: number) => VariantStock.findOneByOrFail({ variantId });
const asInput = ({ id, sku, options, surcharge, active }: Variant) => ({ id, sku, options, surcharge, active });
const reserve = (variantId: number, units: number) =>
  transact(test.db, (tx) => tx.query('UPDATE variant_stock SET reserved = ? WHERE variant_id = ?', [units, variantId]));

describe('a product', () => {
  it('is saved with its variants and their first stock, and audited', async () => {
    const input = productInput();
    const product = await saveProduct(ctx, input);
    const [black, white] = (await variantsOf(product.id)) as [Variant, Variant];
    expect(product).toMatchObject({ slug: input.slug, listPrice: 200_000, archivedAt: null, options: input.options });
    expect(white).toMatchObject({ options: { 색상: '하양' }, surcharge: 5_000, active: true });
    expect(await stockOf(black.id)).toMatchObject({ onHand: 10, reserved: 0 });
    expect(await StockChange.findOneBy({ variantId: black.id })).toMatchObject({ delta: 10, staffId: 7 });
    const entry = await AuditEntry.findOneByOrFail({ action: 'saveProduct', recordId: String(product.id) });
    expect(entry).toMatchObject({ staffId: 7, changes: { listPrice: [null, 200_000] } });
  });

  it('keeps the stock of its variants when it is changed, and retires those left out', async () => {
    const input = productInput();
    const { id } = await saveProduct(ctx, input);
    const [black, white] = (await variantsOf(id)) as [Variant, Variant];
    const variants = [
      { ...asInput(white), onHand: 999 },
      { sku: unique('G'), options: { 색상: '초록' }, surcharge: 0, active: true },
    ];
    await saveProduct(ctx, {
      ...input,
      id,
      version: 1,
      name: '새 이름',
      options: [{ name: '색상', values: ['하양', '초록', '검정'] }],
      variants,
    });
    expect((await variantsOf(id)).map((v) => [v.sku === white.sku, v.active])).toContainEqual([true, true]);
    expect(await Variant.findOneByOrFail({ id: black.id })).toMatchObject({ active: false });
    expect(await stockOf(white.id)).toMatchObject({ onHand: 10 });
    expect(await Product.findOneByOrFail({ id })).toMatchObject({ name: '새 이름' });
    const [, change] = await AuditEntry.find({ where: { recordId: String(id), action: 'saveProduct' }, order: { id: 'ASC' } });
    expect(change?.changes).toMatchObject({ name: ['무선 이어폰', '새 이름'], variants: { [black.sku]: { active: [true, false] } } });
    expect(change?.changes).not.toHaveProperty('listPrice');
  });

  it('names every field that is wrong', async () => {
    const { errors, status } = await refusal(
      saveProduct(
        ctx,
        productInput({
          slug: 'Not A Slug',
          category: 'phone',
          listPrice: 1.5,
          variants: [
            { sku: 'SAME', options: { 색상: '빨강' }, surcharge: -1, active: true, onHand: -1 },
            { sku: 'SAME', options: { 색상: '검정', 용량: '1TB' }, surcharge: 0, active: true },
          ],
        }),
      ),
    );
    expect(status).toBe(422);
    expect(errors.map((error) => error.path)).toEqual([
      'slug',
      'category',
      'listPrice',
      'variants.0.options',
      'variants.0.surcharge',
      'variants.0.onHand',
      'variants.1.sku',
      'variants.1.options',
    ]);
  });

  it('has no combination of options twice, and needs one at least', async () => {
    const twice = productInput().variants.map((variant) => ({ ...variant, options: { 색상: '검정' } }));
    expect((await refusal(saveProduct(ctx, productInput({ variants: twice })))).errors.map((e) => e.path)).toEqual(['variants.1.options']);
    expect((await refusal(saveProduct(ctx, productInput({ variants: [] })))).errors.map((e) => e.path)).toEqual(['variants']);
  });

  it('takes no slug or SKU of another, and leaves nothing behind when refused', async () => {
    const first = productInput();
    await saveProduct(ctx, first);
    const count = await Product.count();
    const { errors } = await refusal(saveProduct(ctx, { ...first, variants: first.variants.toReversed() }));
    expect(errors.map((error) => error.path)).toEqual(['slug', 'variants.0.sku', 'variants.1.sku']);
    const both = productInput();
    const answers = await Promise.allSettled([saveProduct(ctx, both), saveProduct(ctx, both)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(refused?.reason).toMatchObject({ status: 422, code: 'invalid' });
    expect(await Product.count()).toBe(count + 1);
    expect(await VariantStock.count()).toBe(await Variant.count());
  });

  it('takes no variant of another product', async () => {
    const other = await newProduct(ctx);
    const input = productInput();
    const { id } = await saveProduct(ctx, input);
    const stolen = [{ ...(input.variants[0] as (typeof input.variants)[number]), id: other.variantIds[0] }];
    expect((await refusal(saveProduct(ctx, { ...input, id, version: 1, variants: stolen }))).errors[0]?.path).toBe('variants.0.id');
    expect((await refusal(saveProduct(ctx, { ...input, id: 999_999, slug: unique('x') }))).status).toBe(404);
  });

  it.each(['fulfilment', 'support', 'viewer'] as const)('is not written by %s', async (role) => {
    expect((await refusal(saveProduct(asRole(ctx, role), productInput()))).status).toBe(403);
    expect((await refusal(changeStock(asRole(ctx, role), { variantId: 1, delta: 1, reason: '입고' }))).status).toBe(403);
  });

  it('is retired once', async () => {
    const { id } = await newProduct(ctx);
    await archiveProduct(ctx, { id, reason: '단종' });
    await archiveProduct(ctx, { id });
    expect((await Product.findOneByOrFail({ id })).archivedAt).toEqual(ctx.clock.now());
    expect(await AuditEntry.countBy({ action: 'archiveProduct', recordId: String(id) })).toBe(1);
    expect((await refusal(archiveProduct(ctx, { id: 999_999 }))).status).toBe(404);
  });
});

describe('stock', () => {
  it('moves by a delta with its reason', async () => {
    const [variantId] = (await newProduct(ctx)).variantIds as [number];
    expect(await changeStock(ctx, { variantId, delta: 5, reason: ' 입고 ' })).toEqual({ onHand: 15, reserved: 0 });
    expect(await changeStock(ctx, { variantId, delta: -15, reason: '분실' })).toEqual({ onHand: 0, reserved: 0 });
    const changes = await StockChange.find({ where: { variantId }, order: { id: 'ASC' } });
    expect(changes.map(({ delta, reason }) => [delta, reason]).slice(1)).toEqual([
      [5, '입고'],
      [-15, '분실'],
    ]);
  });

  it('never falls below what is promised, however many take at once', async () => {
    const [variantId] = (await newProduct(ctx)).variantIds as [number];
    await reserve(variantId, 4);
    const refused = await refusal(changeStock(ctx, { variantId, delta: -7, reason: '분실' }));
    expect(refused).toMatchObject({ status: 409, code: 'stock_reserved' });
    expect(refused.detail).toContain('6개까지만');
    const takes = await Promise.allSettled(Array.from({ length: 10 }, () => changeStock(ctx, { variantId, delta: -1, reason: '분실' })));
    expect(takes.filter((take) => take.status === 'fulfilled')).toHaveLength(6);
    expect(await stockOf(variantId)).toMatchObject({ onHand: 4, reserved: 4 });
    expect(await StockChange.countBy({ variantId, delta: -1 })).toBe(6);
  });

  it.each([0, 1.5, Number.NaN, 2_000_000])('wants a whole number, and %s is none', async (delta) => {
    expect((await refusal(changeStock(ctx, { variantId: 1, delta, reason: '입고' }))).errors[0]?.path).toBe('delta');
  });

  it('wants a reason, and a variant that there is', async () => {
    expect((await refusal(changeStock(ctx, { variantId: 1, delta: 1, reason: ' a ' }))).errors[0]?.path).toBe('reason');
    expect((await refusal(changeStock(ctx, { variantId: 999_999, delta: 1, reason: '입고' }))).status).toBe(404);
  });
});

describe('a university', () => {
  it('keeps its slug for good', async () => {
    const id = await newUniversity(ctx);
    const input = {
      id,
      version: 1,
      slug: unique('u'),
      name: '새 대학교',
      nameEn: 'New',
      mailDomains: ['NEW.ac.kr'],
      region: '부산',
      active: false,
    };
    expect((await refusal(saveUniversity(ctx, input))).errors[0]?.path).toBe('slug');
    const { slug } = await ctx.db.manager.findOneByOrFail(University, { id });
    expect(await saveUniversity(ctx, { ...input, slug })).toMatchObject({ name: '새 대학교', mailDomains: ['new.ac.kr'], active: false });
    expect((await refusal(saveUniversity(ctx, { ...input, id: undefined, slug }))).errors[0]?.path).toBe('slug');
    expect((await refusal(saveUniversity(ctx, { ...input, slug, mailDomains: ['@x'] }))).errors[0]?.path).toBe('mailDomains');
  });
});
