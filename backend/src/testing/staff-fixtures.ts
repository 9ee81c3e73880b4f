import { randomBytes } from 'node:crypto';
import type { SaveProductInput } from '../catalog/product-input.js';
import { saveProduct } from '../catalog/save-product.js';
import { saveUniversity } from '../catalog/save-university.js';
import { Variant } from '../catalog/variant.entity.js';
import type { SavePromotionInput } from '../promotions/promotion-input.js';
import { Consent } from '../customers/consent.entity.js';
import type { ConsentKind } from '../customers/rules/consents.js';
import { Customer } from '../customers/customer.entity.js';
import { AppError } from '../kernel/errors.js';
import { tellRefusal, type ToldRefusal } from '../kernel/tell-refusal.js';
import { transact } from '../database/database.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import type { StaffContext } from './staff-context.js';

/** A slug or name part that no other test has. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

/** What a verb refused with, as a door tells it; fails the test when it did not refuse. */
export async function refusal(promise: Promise<unknown>): Promise<ToldRefusal> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof AppError) return tellRefusal(outcome.error);
  if ('error' in outcome) throw outcome.error;
  throw new Error(`It was not refused but gave ${JSON.stringify(outcome.value)}.`);
}

export async function newUniversity(ctx: StaffContext, name = '한결대학교'): Promise<number> {
  const input = { slug: unique('u'), name, nameEn: 'Test University', mailDomains: ['test.ac.kr'], region: '서울', active: true };
  return (await saveUniversity(ctx, input)).id;
}

/** A product of two colours, ten of each. */
export const productInput = (given: Partial<SaveProductInput> = {}): SaveProductInput => ({
  slug: unique('p'),
  name: '무선 이어폰',
  brand: '소리',
  category: 'earphones',
  description: '주변 소음을 줄여요.',
  specifications: [{ name: '무게', value: '5g' }],
  options: [{ name: '색상', values: ['검정', '하양'] }],
  listPrice: 200_000,
  variants: [
    { sku: unique('B'), options: { 색상: '검정' }, surcharge: 0, active: true, onHand: 10 },
    { sku: unique('W'), options: { 색상: '하양' }, surcharge: 5_000, active: true, onHand: 10 },
  ],
  ...given,
});

export async function newProduct(ctx: StaffContext, given: Partial<SaveProductInput> = {}): Promise<{ id: number; variantIds: number[] }> {
  const { id } = await saveProduct(ctx, productInput(given));
  const variants = await ctx.db.manager.find(Variant, { where: { productId: id }, order: { position: 'ASC' } });
  return { id, variantIds: variants.map((variant) => variant.id) };
}

/** A draft of one product with three steps, open from now for a week. */
export const promotionInput = (ctx: StaffContext, productId: number, given: Partial<SavePromotionInput> = {}): SavePromotionInput => ({
  slug: unique('promo'),
  kind: 'group_buy',
  title: '이어폰 같이 사기',
  summary: '모일수록 싸져요.',
  opensAt: ctx.clock.now(),
  closesAt: new Date(ctx.clock.now().getTime() + 7 * 86_400_000),
  reachesAll: false,
  universityIds: [],
  offers: [{ productId, tiers: STEPS, goalQuantity: 5, capQuantity: 50, perCustomerLimit: null }],
  ...given,
});

export const STEPS = [
  { fromQuantity: 1, unitPrice: 150_000 },
  { fromQuantity: 10, unitPrice: 140_000 },
  { fromQuantity: 30, unitPrice: 120_000 },
];

/** A customer with these consents to SMS, given when `ctx` says. */
export async function newCustomer(
  ctx: StaffContext,
  universityId: number,
  kinds: ConsentKind[] = [],
  given: Partial<Customer> = {},
): Promise<number> {
  const phone = `010${String(++phones).padStart(8, '0')}`;
  const row = {
    email: `${unique('c')}@mngshop.test`,
    passwordHash: 'none',
    name: '이학생',
    phone,
    universityId,
    createdAt: ctx.clock.now(),
    ...given,
  };
  const customerId = ((await ctx.db.manager.insert(Customer, row)).identifiers[0] as { id: number }).id;
  for (const kind of kinds) await ctx.db.manager.insert(Consent, { customerId, kind, textVersion: '2026-11', givenAt: ctx.clock.now() });
  return customerId;
}
let phones = 10_000_000;

/** What an order of the fixtures is made of; its units are reserved as placing would. */
export interface OrderFixture {
  customerId: number;
  universityId: number;
  promotionId: number;
  lines: { variantId: number; quantity: number; given?: Partial<OrderLine> }[];
  given?: Partial<Order>;
}

/** An order paid and released, written straight into the tables. */
export async function newOrder(ctx: StaffContext, { lines, given, ...whose }: OrderFixture): Promise<number> {
  const now = ctx.clock.now();
  const rows = lines.map(({ variantId, quantity, given: line }) => ({ ...LINE, variantId, quantity, ...line }));
  const total = rows.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  return transact(ctx.db, async (tx) => {
    const order = { ...ORDER, ...whose, number: unique('20261122').toUpperCase(), idemKey: unique('key'), total, ...times(now), ...given };
    const orderId = ((await tx.insert(Order, order)).identifiers[0] as { id: number }).id;
    await tx.insert(
      OrderLine,
      rows.map((line) => ({ ...line, orderId })),
    );
    for (const { variantId, quantity } of lines) {
      await tx.query('UPDATE variant_stock SET reserved = reserved + ? WHERE variant_id = ?', [quantity, variantId]);
    }
    return orderId;
  });
}

const times = (now: Date) => ({ placedAt: now, expiresAt: now, paidAt: now, releasedAt: now });
const ORDER = {
  state: 'paid' as const,
  pay: 'paid' as const,
  recipientName: '박받음',
  recipientPhone: '01099998888',
  recipientPostcode: '01234',
  recipientAddress1: '서울 어딘가 1',
  recipientAddress2: '2호',
  recipientMemo: '문 앞',
  limitHolder: 'test',
  idemHash: 'test',
};
const LINE = {
  offerId: 1,
  productId: 1,
  productSlug: 'earphones',
  productName: '무선 이어폰',
  imageName: null,
  options: { 색상: '검정' } as Record<string, string>,
  tierPrice: 150_000,
  surcharge: 0,
  unitPrice: 150_000,
};
