import { randomInt, randomUUID } from 'node:crypto';
import { Product } from '../catalog/product.entity.js';
import { University } from '../catalog/university.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { Client } from './client.js';
import type { TestShop } from './test-shop.js';

const unique = () => randomUUID().slice(0, 8);

/** Rows that tests start from, put in directly: what the verbs do with them is what is tested. */
export async function aUniversity(): Promise<University> {
  const slug = `u-${unique()}`;
  return University.save({ slug, name: `${slug}대학교`, nameEn: slug, mailDomains: [], region: '서울', active: true });
}

export interface SaleSetting {
  universities?: University[];
  kind?: Promotion['kind'];
  state?: Promotion['state'];
  /** Hours from now. */
  opensIn?: number;
  closesIn?: number;
  tiers?: Offer['tiers'];
  cap?: number | null;
  goal?: number | null;
  limit?: number;
  onHand?: number;
  surcharges?: number[];
}

/** A promotion with one offer of a new product. The first variant costs the tier's price. */
export async function aPromotion(shop: Pick<TestShop, 'clock'>, setting: SaleSetting = {}) {
  const now = shop.clock.now();
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
  const tiers = setting.tiers ?? [
    { fromQuantity: 1, unitPrice: 1_290_000 },
    { fromQuantity: 10, unitPrice: 1_230_000 },
    { fromQuantity: 20, unitPrice: 1_190_000 },
  ];
  const { product, variants } = await aProduct(now, setting);
  const slug = `p-${unique()}`;
  const promotion = await Promotion.save({
    slug,
    kind: setting.kind ?? 'group_buy',
    title: `프로모션 ${slug}`,
    summary: '함께 사면 내려가요',
    state: setting.state ?? 'published',
    reachesAll: setting.universities === undefined,
    opensAt: hours(setting.opensIn ?? -1),
    closesAt: hours(setting.closesIn ?? 48),
    createdAt: now,
  });
  for (const university of setting.universities ?? [])
    await PromotionUniversity.insert({ promotionId: promotion.id, universityId: university.id });
  const offer = await Offer.save({
    promotionId: promotion.id,
    productId: product.id,
    tiers,
    goalQuantity: setting.goal ?? null,
    capQuantity: setting.cap ?? null,
    perCustomerLimit: setting.limit ?? 10,
  });
  await OfferCounter.insert({ offerId: offer.id, closesAt: promotion.closesAt, cap: setting.cap ?? null });
  return { promotion, offer, product, variants };
}

async function aProduct(now: Date, { onHand = 100, surcharges = [0, 50_000] }: SaleSetting) {
  const slug = `laptop-${unique()}`;
  const product = await Product.save({
    slug,
    name: `누리북 ${slug}`,
    brand: '누리',
    category: 'laptop',
    description: '가볍고 오래가요.',
    specifications: [{ name: '화면', value: '14인치' }],
    options: [{ name: '색', values: surcharges.map((_, index) => `색${index}`) }],
    listPrice: 1_590_000,
    createdAt: now,
  });
  const variants: Variant[] = [];
  for (const [index, surcharge] of surcharges.entries()) {
    const variant = await Variant.save({
      productId: product.id,
      sku: `${slug}-${index}`,
      options: { 색: `색${index}` },
      surcharge,
      position: index,
    });
    await VariantStock.insert({ variantId: variant.id, onHand });
    variants.push(variant);
  }
  return { product, variants };
}

export const RECIPIENT = {
  name: '이하늘',
  phone: '010-1234-5678',
  postcode: '08826',
  address1: '서울특별시 관악구 관악로 1',
  address2: '919동 502호',
  memo: '',
};

/** A student signed up over the API, with the browser that did it; their phone is proved unless said. */
export async function aStudent(
  shop: Pick<TestShop, 'url'>,
  university: University,
  { isProved = true } = {},
): Promise<Client & { email: string; phone: string }> {
  const client = new Client(shop.url);
  const email = `student-${randomUUID()}@mngshop.test`;
  const phone = `010${String(randomInt(10_000_000, 99_999_999))}`;
  const answer = await client.post('/api/customer/sign-up', {
    email,
    password: 'long enough 123',
    name: '김새벽',
    phone,
    university: university.slug,
    consents: { terms: true, privacy: true, age14: true, marketingSms: false, nightSms: false },
  });
  if (answer.status !== 201) throw new Error(`Signing up failed: ${answer.text}`);
  // As by the code that the first checkout asks for; what that takes is told in customers/codes.test.ts.
  if (isProved) await Customer.update({ email }, { phoneVerifiedAt: new Date() });
  return Object.assign(client, { email, phone });
}
