import { randomBytes } from 'node:crypto';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import { paymentRequest } from '../ledger/payment-request.js';
import type { Draft } from './draft-order.js';
import type { HoldPlaces } from './hold-places.js';
import { viewOrder } from './order-view.js';
import type { PlaceOrderInput } from './place-order.js';
import { orderNumber } from './rules/order-number.js';

/** An order's row as it will be stored, with the answer to whoever places it. */
export type NewOrder = ReturnType<typeof newOrder>;

export function newOrder(ctx: Context, input: PlaceOrderInput, draft: Draft, kept: HoldPlaces & { idemHash: string }) {
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
    expiresAt: new Date(placedAt.getTime() + draft.holdMinutes * 60_000),
    recipientName: input.recipient.name,
    recipientPhone: input.recipient.phone,
    recipientPostcode: input.recipient.postcode,
    recipientAddress1: input.recipient.address1,
    recipientAddress2: input.recipient.address2,
    recipientMemo: input.recipient.memo,
    limitHolder: draft.holder,
    idemKey: input.idempotencyKey,
    ...kept,
  };
  const answer = {
    order: viewOrder(order, draft.promotion, draft.lines, null),
    payment: paymentRequest(ctx, order, draft.lines),
  } satisfies Told<contract.PlacedOrderAnswer>;
  return { ...order, placementAnswer: JSON.stringify(answer) };
}
