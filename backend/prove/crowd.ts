import { randomBytes } from 'node:crypto';
import type { BaseEntity, DataSource } from 'typeorm';
import { Product } from '../src/catalog/product.entity.js';
import { University } from '../src/catalog/university.entity.js';
import { Variant } from '../src/catalog/variant.entity.js';
import { VariantStock } from '../src/holds/variant-stock.entity.js';
import { Customer } from '../src/customers/customer.entity.js';
import { transact } from '../src/database/database.js';
import type { EntityClass } from '../src/database/tables.js';
import { insertRows, type NewRow } from '../src/database/write.js';
import { Order } from '../src/orders/order.entity.js';
import { OrderLine } from '../src/orders/order-line.entity.js';
import { orderNumber } from '../src/orders/rules/order-number.js';
import { Payment } from '../src/ledger/payment.entity.js';
import { CustomerLimit } from '../src/holds/customer-limit.entity.js';
import { Offer } from '../src/promotions/offer.entity.js';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import { Promotion } from '../src/promotions/promotion.entity.js';
import type { Ledger } from '../src/simulator/ledger.js';

/** Where a crowd comes to: the shop's database, and the outside's memory of what was paid. */
export interface Place {
  db: DataSource;
  ledger: Pick<Ledger, 'pay'>;
  now: Date;
}

export interface Participant {
  orderId: number;
  number: string;
  receiptId: string;
  /** Won charged, and won that are kept once it is settled. */
  charged: number;
  keeps: number;
  /** Refunds that settlement owes. */
  refunds: number;
}

export interface Crowd {
  promotionId: number;
  slug: string;
  universityId: number;
  offerIds: number[];
  people: Participant[];
}

/** Won; the second step is reached by any crowd, the third by none. */
const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 5, unitPrice: 87_300 },
  { fromQuantity: 900_000, unitPrice: 1_000 },
];
const FINAL = 87_300;
const SURCHARGES = [0, 12_340];
const HOUR = 3_600_000;
const AT_ONCE = 500;

/**
 * A group buy of two offers with as many orders as wanted, each paid by a receipt of its own that the outside knows: the
 * rows that the verbs would have left, written at once. The first offer reaches its second step, the second misses its
 * goal; every fifth person bought only of the second, every fifth of both. It closed a moment ago.
 */
export async function aCrowd(place: Place, size: number): Promise<Crowd> {
  const { ids, stage } = await build(place);
  const people = Array.from({ length: size }, (_, index) => person(place, stage, { index, ids }));
  await transact(place.db, async (tx) => {
    const write = async <T extends BaseEntity>(entity: EntityClass<T>, rows: NewRow<T>[]) => {
      for (let from = 0; from < rows.length; from += AT_ONCE) await insertRows(tx, entity, rows.slice(from, from + AT_ONCE));
    };
    await write(
      Customer,
      people.map(({ customer }) => customer),
    );
    await write(
      Order,
      people.map(({ order }) => order),
    );
    await write(
      OrderLine,
      people.flatMap(({ lines }) => lines),
    );
    await write(
      Payment,
      people.map(({ payment }) => payment),
    );
    const bought = people.flatMap(({ lines, order }) => lines.map((line) => ({ ...line, holder: order.limitHolder })));
    await write(
      CustomerLimit,
      bought.map(({ offerId, holder, quantity }) => ({ offerId, holder, held: quantity })),
    );
    for (const [variantId, lines] of Map.groupBy(bought, (line) => line.variantId))
      await tx.update(VariantStock, { variantId }, { reserved: units(lines) });
    for (const [offerId, lines] of Map.groupBy(bought, (line) => line.offerId))
      await tx.update(OfferCounter, { offerId }, { held: units(lines), sold: units(lines) });
  });
  return { ...stage.crowd, people: people.map(({ told }) => told) };
}

const units = (lines: readonly { quantity: number }[]) => lines.reduce((sum, line) => sum + line.quantity, 0);

interface Goods {
  offerId: number;
  productId: number;
  slug: string;
  variantIds: number[];
  missed: boolean;
}

interface Stage {
  crowd: Omit<Crowd, 'people'>;
  goods: [Goods, Goods];
}

/** The last id of each table so far: rows of a crowd name each other. */
interface Ids {
  customer: number;
  order: number;
  line: number;
}

async function build({ db, now }: Place): Promise<{ ids: Ids; stage: Stage }> {
  const slug = `crowd-${randomBytes(5).toString('hex')}`;
  const save = async <T extends object>(entity: new () => T, row: object) => db.manager.save(db.manager.create(entity, row as never));
  const named = { slug, name: slug, nameEn: slug, mailDomains: [], region: '서울', active: true };
  const university = await save(University, named);
  const promotion = await save(Promotion, {
    slug,
    kind: 'group_buy',
    title: `군중 ${slug}`,
    summary: '',
    state: 'published',
    reachesAll: true,
    opensAt: new Date(now.getTime() - 48 * HOUR),
    closesAt: new Date(now.getTime() - 1),
    createdAt: now,
  });
  const goods = (missed: boolean) => someGoods(db, promotion, { slug: `${slug}-${missed ? 'missed' : 'reached'}`, missed, now });
  const both: Stage['goods'] = [await goods(false), await goods(true)];
  const last = async (entity: typeof Customer | typeof Order | typeof OrderLine) => (await db.manager.maximum(entity, 'id')) ?? 0;
  return {
    ids: { customer: await last(Customer), order: await last(Order), line: await last(OrderLine) },
    stage: {
      crowd: { promotionId: promotion.id, slug, universityId: university.id, offerIds: both.map(({ offerId }) => offerId) },
      goods: both,
    },
  };
}

async function someGoods(
  db: DataSource,
  promotion: Promotion,
  { slug, missed, now }: { slug: string; missed: boolean; now: Date },
): Promise<Goods> {
  const save = async <T extends object>(entity: new () => T, row: object) => db.manager.save(db.manager.create(entity, row as never));
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
  const variantIds: number[] = [];
  for (const [position, surcharge] of SURCHARGES.entries()) {
    const variant = await save(Variant, { productId: product.id, sku: `${slug}-${position}`, options: {}, surcharge, position });
    await db.manager.insert(VariantStock, { variantId: variant.id, onHand: 1_000_000 });
    variantIds.push(variant.id);
  }
  const goalQuantity = missed ? 900_000 : null;
  const limits = { perCustomerLimit: 10, goalQuantity, capQuantity: null };
  const offer = await save(Offer, { promotionId: promotion.id, productId: product.id, position: missed ? 1 : 0, tiers: TIERS, ...limits });
  await db.manager.insert(OfferCounter, { offerId: offer.id, closesAt: promotion.closesAt });
  return { offerId: offer.id, productId: product.id, slug, variantIds, missed };
}

function person({ ledger, now }: Place, { crowd, goods }: Stage, { index, ids }: { index: number; ids: Ids }) {
  const customerId = ids.customer + index + 1;
  const orderId = ids.order + index + 1;
  const [reached, missed] = goods;
  const wanted = index % 5 === 3 ? [missed] : index % 5 === 4 ? [reached, missed] : [reached];
  // Two ids each: whoever bought one thing leaves a gap.
  const lines = wanted.map((one, n) => aLine(one, { id: ids.line + index * 2 + n + 1, orderId, index }));
  const charged = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  const kept = lines.filter((line) => line.offerId === reached.offerId);
  const keeps = kept.reduce((sum, line) => sum + (FINAL + line.surcharge) * line.quantity, 0);
  const number = orderNumber(now, randomBytes(10));
  const { receipt_id: receiptId } = ledger.pay({ orderId: number, price: charged, status: 1 });
  const phone = `010${String(10_000_000 + index)}`;
  return {
    customer: {
      id: customerId,
      email: `${crowd.slug}-${index}@mngshop.test`,
      passwordHash: 'none',
      name: '김증명',
      phone,
      universityId: crowd.universityId,
      createdAt: now,
    },
    order: { ...anOrder(crowd, { customerId, now, phone }), id: orderId, number, total: charged, idemKey: number, idemHash: number },
    lines,
    payment: {
      orderId,
      receiptId,
      state: 'paid' as const,
      method: 'card',
      amount: charged,
      captured: charged,
      submittedAt: now,
      paidAt: now,
    },
    told: { orderId, number, receiptId, charged, keeps, refunds: lines.length } satisfies Participant,
  };
}

function aLine(goods: Goods, { id, orderId, index }: { id: number; orderId: number; index: number }) {
  const variant = index % SURCHARGES.length;
  const surcharge = SURCHARGES[variant] ?? 0;
  const tierPrice = TIERS[0]?.unitPrice ?? 0;
  return {
    id,
    orderId,
    offerId: goods.offerId,
    productId: goods.productId,
    variantId: goods.variantIds[variant] ?? 0,
    productSlug: goods.slug,
    productName: goods.slug,
    imageName: null,
    options: {},
    quantity: 1 + (index % 3),
    tierPrice,
    surcharge,
    unitPrice: tierPrice + surcharge,
  };
}

const anOrder = (crowd: Stage['crowd'], { customerId, now, phone }: { customerId: number; now: Date; phone: string }) => ({
  customerId,
  universityId: crowd.universityId,
  promotionId: crowd.promotionId,
  state: 'paid' as const,
  pay: 'paid' as const,
  placedAt: now,
  expiresAt: new Date(now.getTime() + HOUR),
  paidAt: now,
  recipientName: '김증명',
  recipientPhone: phone,
  recipientPostcode: '08826',
  recipientAddress1: '서울 관악구 관악로 1',
  limitHolder: `customer:${customerId}`,
});
