import { mask } from '../kit/mask.js';
import { may, type Visit } from '../kit/visit.js';
import { Payment } from '../../ledger/payment.entity.js';
import { Refund } from '../../ledger/refund.entity.js';
import { OrderLine } from '../../orders/order-line.entity.js';
import { ReturnRequest } from '../../orders/return-request.entity.js';
import { Shipment } from '../../orders/shipment.entity.js';

/** What stands under an order's columns: its lines, the parcel, and for those who may the money. All won. */
export async function loadOrderDetail(visit: Visit, id: string) {
  const where = { orderId: Number(id) };
  const { manager } = visit.ctx.db;
  const [lines, shipments, returns, payments, refunds] = await Promise.all([
    manager.find(OrderLine, { where, order: { id: 'ASC' } }),
    manager.find(Shipment, { where }),
    manager.find(ReturnRequest, { where, order: { id: 'ASC' } }),
    may(visit, 'payments', 'read') ? manager.find(Payment, { where, order: { id: 'ASC' } }) : [],
    may(visit, 'refunds', 'read') ? manager.find(Refund, { where, order: { id: 'ASC' } }) : [],
  ]);
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
