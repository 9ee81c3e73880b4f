import { randomInt, randomUUID } from 'node:crypto';
import type { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { Customer } from '../customers/customer.entity.js';
import { Order } from '../orders/order.entity.js';
import { placeOrder } from '../orders/place-order.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { Payment } from '../ledger/payment.entity.js';
import { type aPromotion, RECIPIENT } from './fixtures.js';
import { signedIn } from './signed-in.js';
import type { TestShop } from './test-shop.js';

type Sale = Awaited<ReturnType<typeof aPromotion>>;

/** A student without the work of signing up, as the verbs see them. */
export async function aBuyer(ctx: Context, university: University, given: Partial<Customer> = {}): Promise<Buyer> {
  const phone = `010${String(randomInt(10_000_000, 99_999_999))}`;
  const row = {
    email: `${randomUUID()}@mngshop.test`,
    passwordHash: 'none',
    name: '김새벽',
    phone,
    universityId: university.id,
    phoneVerifiedAt: ctx.clock.now(),
  };
  const { identifiers } = await Customer.insert({ ...row, createdAt: ctx.clock.now(), ...given });
  const { id } = identifiers[0] as { id: number };
  return { ...(await signedIn(ctx, { id, universityId: university.id })), id };
}
export type Buyer = Context & { id: number };

export interface Wanted {
  quantity?: number;
  /** Index of the product's variant. */
  variant?: number;
}

/** What the order's button sends for these lines. */
const lineOf = ({ offer, variants }: Sale, { quantity = 1, variant = 0 }: Wanted = {}) => ({
  offerId: offer.id,
  variantId: variants[variant]?.id ?? 0,
  quantity,
  unitPrice: (offer.tiers[0]?.unitPrice ?? 0) + (variants[variant]?.surcharge ?? 0),
});

export const placed = (buyer: Buyer, sale: Sale, wanted: Wanted[] = [{}], key: string = randomUUID()): Promise<Order> =>
  placedAt(
    buyer,
    wanted.map((line) => ({ ...line, sale })),
    key,
  );

/** The same over several offers of one promotion. */
export async function placedAt(buyer: Buyer, wanted: (Wanted & { sale: Sale })[], key: string = randomUUID()): Promise<Order> {
  const lines = wanted.map(({ sale, ...line }) => lineOf(sale, line));
  const answer = await placeOrder(buyer, { idempotencyKey: key, lines, recipient: { ...RECIPIENT, phone: '01012345678' } });
  const { order } = JSON.parse(answer) as { order: { number: string } };
  return Order.findOneByOrFail({ number: order.number });
}

/** Paid in the window and confirmed. */
export async function paid(shop: TestShop, buyer: Buyer, sale: Sale, wanted: Wanted[] = [{}]) {
  const { number, total } = await placed(buyer, sale, wanted);
  const receiptId = await shop.pay(number, total);
  await confirmPayment(buyer, { number, receiptId });
  return { number, receiptId, order: await Order.findOneByOrFail({ number }), payment: await Payment.findOneByOrFail({ receiptId }) };
}
