import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import { Customer } from '../customers/customer.entity.js';
import { isDuplicate, transact } from '../database/database.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';
import { AppError, notFound, notSignedIn } from '../kernel/errors.js';
import { paymentRequest } from '../ledger/payment-request.js';
import { formerHoldersOf, holderOf } from '../holds/limit-holder.js';
import { type HoldRefusal, takeHolds } from '../holds/take-holds.js';
import { sha256 } from '../kernel/random.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { viewOrder } from './order-view.js';
import { type Draft, type DraftedLine, draftOrder } from './draft-order.js';
import { readBuyer } from './read-buyer.js';
import { repeatedPlacement } from './repeated-placement.js';
import { refusals } from './refusals.js';
import { orderNumber } from './rules/order-number.js';

export interface PlaceOrderInput {
  /** Chosen by the client, once per press of the button. */
  idempotencyKey: string;
  lines: { offerId: number; variantId: number; quantity: number; unitPrice: number }[];
  recipient: { name: string; phone: string; postcode: string; address1: string; address2: string; memo: string };
}

/**
 * Reserves stock and gives what the payment window needs. The answer is JSON text: the same key and body get the same bytes.
 * @throws AppError in the order of the API: 404, then 409 promotion_closed, price_changed, order_pending, limit_reached,
 *   cap_reached, sold_out; 422 idempotency_mismatch
 */
export async function placeOrder(ctx: Context, input: PlaceOrderInput): Promise<string> {
  const idemHash = sha256(JSON.stringify([input.lines, input.recipient]));
  const buyer = await readBuyer(ctx, input.idempotencyKey);
  const repeated = repeatedPlacement(buyer, idemHash);
  if (repeated) return repeated;
  try {
    const draft = await draftOrder(ctx, buyer, input.lines);
    const row = newOrder(ctx, input, draft, idemHash);
    await transact(ctx.db, (tx) => save(tx, ctx, row, draft));
    return row.placementAnswer;
  } catch (error) {
    if (error instanceof HolderChanged) return placeOrder(ctx, input);
    if (!(error instanceof AppError) && !isDuplicate(error)) throw error;
    // The same press came twice at once: what refuses the second may be what the first has taken.
    const first = repeatedPlacement(await readBuyer(ctx, input.idempotencyKey), idemHash);
    if (first) return first;
    throw error instanceof AppError ? error : refusals.pending();
  }
}

type NewOrder = ReturnType<typeof newOrder>;

function newOrder(ctx: Context, input: PlaceOrderInput, draft: Draft, idemHash: string) {
  const { id: customerId, universityId } = asCustomer(ctx);
  const placedAt = ctx.clock.now();
  const order = {
    number: orderNumber(placedAt, randomBytes(10)),
    customerId,
    universityId,
    promotionId: draft.promotion.id,
    state: 'pending' as const,
    pay: 'none' as const,
    total: draft.total,
    refunded: 0,
    placedAt,
    expiresAt: new Date(placedAt.getTime() + ctx.settings.holdMinutes * 60_000),
    recipientName: input.recipient.name,
    recipientPhone: input.recipient.phone,
    recipientPostcode: input.recipient.postcode,
    recipientAddress1: input.recipient.address1,
    recipientAddress2: input.recipient.address2,
    recipientMemo: input.recipient.memo,
    limitHolder: draft.holder,
    idemKey: input.idempotencyKey,
    idemHash,
  };
  const answer = {
    order: viewOrder(order, draft.promotion, draft.lines, null),
    payment: paymentRequest(ctx, order, draft.lines),
  } satisfies Told<contract.PlacedOrderAnswer>;
  return { ...order, placementAnswer: JSON.stringify(answer) };
}

async function save(tx: EntityManager, ctx: Context, row: NewOrder, draft: Draft): Promise<void> {
  const orderId = await insertRows(tx, Order, row);
  const formerly = await stillCountedBy(tx, ctx, row);
  await insertRows(
    tx,
    OrderLine,
    draft.lines.map((line) => ({ ...line, orderId })),
  );
  const refused = await takeHolds(tx, row.limitHolder, draft.lines, row.placedAt, formerly);
  if (refused) throw refusalOf(refused);
}

function refusalOf(refused: HoldRefusal<DraftedLine>): AppError {
  if (refused.what === 'closed') return refusals.closed();
  const { productName: name } = refused.line;
  if (refused.what === 'limit') return refusals.limit({ name, limit: refused.line.perCustomerLimit, held: refused.held });
  return refused.what === 'cap' ? refusals.cap({ name, left: refused.left }) : refusals.soldOut({ name, left: refused.left });
}

// Inserting the order holds the customer's row (its foreign key): from here on the phone cannot be verified, nor the account left.
// Gives the names they were counted under before.
async function stillCountedBy(tx: EntityManager, ctx: Context, row: NewOrder): Promise<string[]> {
  const [customer] = await read(tx, STILL_THERE, sql`FROM ${customers} WHERE ${customers.id} = ${row.customerId}`);
  if (!customer || customer.leftAt) throw notSignedIn();
  // Staff have moved them behind another wall since.
  if (customer.universityId !== row.universityId) throw notFound();
  if (holderOf(ctx, customer) !== row.limitHolder) throw new HolderChanged();
  return formerHoldersOf(ctx, customer);
}

const customers = table(Customer);
const STILL_THERE = {
  id: customers.id,
  phone: customers.phone,
  phoneVerifiedAt: customers.phoneVerifiedAt,
  leftAt: customers.leftAt,
  universityId: customers.universityId,
};

/** The customer's phone was verified while their order was being placed: it has to be counted under the new name. */
class HolderChanged extends Error {
  override name = 'HolderChanged';
}
