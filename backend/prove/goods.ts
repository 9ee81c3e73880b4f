import { randomBytes } from 'node:crypto';
import { In } from 'typeorm';
import { Product } from '../src/catalog/product.entity.js';
import { University } from '../src/catalog/university.entity.js';
import { Variant } from '../src/catalog/variant.entity.js';
import { VariantStock } from '../src/holds/variant-stock.entity.js';
import { Customer } from '../src/customers/customer.entity.js';
import { openSession } from '../src/customers/open-session.js';
import { transact } from '../src/database/database.js';
import { Offer } from '../src/promotions/offer.entity.js';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import { Promotion } from '../src/promotions/promotion.entity.js';
import type { Ground } from './proving-ground.js';

export interface Sale {
  promotionId: number;
  /** One of each kind of goods; all cost PRICE. */
  goods: { offerId: number; variantId: number }[];
}

/** As far as rows need it. */
type Placed = Pick<Ground, 'db' | 'now' | 'ctx'>;

export const PRICE = 100_000;
const unique = (prefix: string) => `${prefix}-${randomBytes(5).toString('hex')}`;

/** A published promotion of `kinds` products, put in directly, as the fixtures of the tests are. */
export async function aSale(
  ground: Placed,
  setting: { onHand?: number; cap?: number; limit?: number; goal?: number; kinds?: number; hours?: number; kind?: Promotion['kind'] } = {},
): Promise<Sale> {
  const now = ground.now();
  const save = async <T extends object>(entity: new () => T, row: object) =>
    ground.db.manager.save(ground.db.manager.create(entity, row as never));
  const promotion = await save(Promotion, {
    slug: unique('p'),
    kind: setting.kind ?? 'group_buy',
    title: '증명',
    summary: '',
    state: 'published',
    reachesAll: true,
    opensAt: new Date(now.getTime() - 60_000),
    closesAt: new Date(now.getTime() + (setting.hours ?? 24 * 365) * 3_600_000),
    createdAt: now,
  });
  const goods: Sale['goods'] = [];
  for (let index = 0; index < (setting.kinds ?? 1); index++) {
    const slug = unique('laptop');
    const look = {
      slug,
      name: slug,
      brand: '누리',
      category: 'laptop',
      description: '',
      specifications: [],
      options: [],
      listPrice: 120_000,
    };
    const product = await save(Product, { ...look, createdAt: now });
    const variant = await save(Variant, { productId: product.id, sku: slug, options: {}, surcharge: 0, position: 0 });
    await ground.db.manager.insert(VariantStock, { variantId: variant.id, onHand: setting.onHand ?? 1_000 });
    const offer = await save(Offer, {
      promotionId: promotion.id,
      productId: product.id,
      position: index,
      tiers: [
        { fromQuantity: 1, unitPrice: PRICE },
        { fromQuantity: 2, unitPrice: 90_000 },
      ],
      goalQuantity: setting.goal ?? null,
      capQuantity: setting.cap ?? null,
      perCustomerLimit: setting.limit ?? 10,
    });
    await ground.db.manager.insert(OfferCounter, { offerId: offer.id, closesAt: promotion.closesAt, cap: setting.cap ?? null });
    goods.push({ offerId: offer.id, variantId: variant.id });
  }
  return { promotionId: promotion.id, goods };
}

/** Signed-in customers; sessions by the verb, no password is hashed. Gives their cookies. */
export async function students(ground: Placed, count: number): Promise<string[]> {
  const slug = unique('u');
  const university = await ground.db.manager.save(
    ground.db.manager.create(University, { slug, name: slug, nameEn: slug, mailDomains: [], region: '서울', active: true }),
  );
  const emails = Array.from({ length: count }, () => `${unique('s')}@mngshop.test`);
  for (let from = 0; from < count; from += 200) {
    const rows = emails.slice(from, from + 200).map((email, index) => ({
      email,
      passwordHash: 'none',
      name: '김증명',
      phone: `010${String(10_000_000 + from + index)}`,
      universityId: university.id,
      createdAt: ground.now(),
      phoneVerifiedAt: ground.now(),
    }));
    await ground.db.manager.insert(Customer, rows);
  }
  const rows = await ground.db.manager.find(Customer, { where: { email: In(emails) }, select: { id: true } });
  return transact(ground.db, async (tx) => {
    const cookies: string[] = [];
    for (const { id } of rows) {
      const { token } = await openSession(tx, ground.ctx, { customerId: id, universityId: university.id });
      cookies.push(`mng_customer=${token}`);
    }
    return cookies;
  });
}
