import type { Context } from '../context.js';
import { notYet } from '../errors.js';

/** One line of one order. Won; times are UTC. */
export interface ExportRow {
  orderNumber: string;
  state: string;
  paymentState: string;
  placedAt: Date;
  paidAt: Date | null;
  promotion: string;
  university: string;
  customerName: string;
  customerPhone: string;
  customerEmail: string;
  recipientName: string;
  recipientPhone: string;
  recipientPostcode: string;
  recipientAddress1: string;
  recipientAddress2: string;
  recipientMemo: string;
  product: string;
  /** As `색상: 검정 / 용량: 512GB`. */
  options: string;
  lineState: string;
  quantity: number;
  unitPrice: number;
  lineTotal: number;
  refunded: number;
  carrier: string;
  trackingNumber: string;
}
export async function readExport(
  _ctx: Context,
  _input: { id: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<{ rows: ExportRow[]; nextCursor: string | null }> {
  throw notYet('readExport');
}
