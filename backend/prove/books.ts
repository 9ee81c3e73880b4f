import type { DataSource } from 'typeorm';
import { isSqlite } from '../src/database/database.js';
import { VariantStock } from '../src/holds/variant-stock.entity.js';
import { OutboxMessage } from '../src/outbox/outbox-message.entity.js';
import { Order } from '../src/orders/order.entity.js';
import { OrderLine } from '../src/orders/order-line.entity.js';
import { ReturnRequest } from '../src/orders/return-request.entity.js';
import { Payment } from '../src/ledger/payment.entity.js';
import { ReceiptProbe } from '../src/payments/receipt-probe.entity.js';
import { Refund } from '../src/ledger/refund.entity.js';
import { CustomerLimit } from '../src/holds/customer-limit.entity.js';
import { Offer } from '../src/promotions/offer.entity.js';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import { Promotion } from '../src/promotions/promotion.entity.js';

/** All rows that money and stock follow from, as they stand in the database. */
export interface Books {
  orders: Order[];
  lines: OrderLine[];
  payments: Payment[];
  refunds: Refund[];
  stocks: VariantStock[];
  promotions: Promotion[];
  offers: Offer[];
  counters: OfferCounter[];
  limits: CustomerLimit[];
  returns: ReturnRequest[];
  messages: OutboxMessage[];
  probes: ReceiptProbe[];
}

/** In one transaction, so that all tables are read as of one instant. */
export async function readBooks(db: DataSource): Promise<Books> {
  return db.transaction(isSqlite(db) ? 'SERIALIZABLE' : 'REPEATABLE READ', async (tx) => ({
    orders: await tx.find(Order),
    lines: await tx.find(OrderLine),
    payments: await tx.find(Payment),
    refunds: await tx.find(Refund),
    stocks: await tx.find(VariantStock),
    promotions: await tx.find(Promotion),
    offers: await tx.find(Offer),
    counters: await tx.find(OfferCounter),
    limits: await tx.find(CustomerLimit),
    returns: await tx.find(ReturnRequest),
    messages: await tx.find(OutboxMessage),
    probes: await tx.find(ReceiptProbe),
  }));
}

export const sum = <T>(rows: readonly T[], value: (row: T) => number): number => rows.reduce((total, row) => total + value(row), 0);
export const differs = (what: string, is: number, shouldBe: number): string[] =>
  is === shouldBe ? [] : [`${what}: ${is}, should be ${shouldBe}`];
