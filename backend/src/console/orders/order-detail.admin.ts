import { mask } from '../kit/mask.js';
import { may, type Visit } from '../kit/visit.js';
import { readOrderParts } from '../../orders/read-order-parts.js';

/** What stands under an order's columns: its lines, the parcel, and for those who may the money. All won. */
export async function loadOrderDetail(visit: Visit, id: string) {
  const { lines, shipments, returns, payments, refunds } = await readOrderParts(visit.ctx, Number(id), {
    payments: Boolean(may(visit, 'payments', 'read')),
    refunds: Boolean(may(visit, 'refunds', 'read')),
  });
  const masked = may(visit, 'orders', 'read') !== 'all';
  return {
    lines: lines.map(({ id: lineId, productName, options, quantity, unitPrice, state, refunded }) => ({
      id: lineId,
      productName,
      options,
      quantity,
      unitPrice,
      state,
      refunded,
    })),
    shipments: shipments.map(({ carrier, trackingNumber, shippedAt, deliveredAt }) => ({
      carrier,
      trackingNumber: masked ? mask('hidden', trackingNumber) : trackingNumber,
      shippedAt,
      deliveredAt,
    })),
    returns: returns.map(({ kind, reason, postage, requestedAt, decision }) => ({
      kind,
      reason: masked ? mask('hidden', reason) : reason,
      postage,
      requestedAt,
      decision,
    })),
    payments: payments.map(({ id: paymentId, method, amount, captured, state, paidAt }) => ({
      id: paymentId,
      method,
      amount,
      captured,
      state,
      paidAt,
    })),
    refunds: refunds.map(({ id: refundId, kind, amount, state, reason, promisedBy, doneAt }) => ({
      id: refundId,
      kind,
      amount,
      state,
      reason,
      promisedBy,
      doneAt,
    })),
  };
}
export type OrderDetail = Awaited<ReturnType<typeof loadOrderDetail>>;
