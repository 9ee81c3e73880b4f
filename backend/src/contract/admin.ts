import { z } from 'zod';
import { Instant, line, Won } from './common.js';
import { OrderState, PaymentState } from './orders.js';

export const StaffAnswer = z.object({
  staff: z.object({
    id: z.int(),
    email: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'manager', 'fulfilment', 'support', 'viewer']),
  }),
});

const Id = z.int().positive();
export const StartExport = z.strictObject({
  reason: line(200, 2),
  filters: z
    .strictObject({
      state: OrderState.optional(),
      promotionId: Id.optional(),
      universityId: Id.optional(),
      placedFrom: Instant.optional().meta({ description: 'Placed at this instant or later.' }),
      placedTo: Instant.optional().meta({ description: 'Placed before this instant.' }),
      search: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[0-9A-Z-]{0,32}$/, { error: '주문번호의 앞부분을 적어 주세요.' })
        .optional()
        .meta({ description: 'The beginning of order numbers.' }),
    })
    .default({}),
});
export const StartExportAnswer = z.object({ id: z.string() });

export const ExportQuery = z.object({
  export: z.string().regex(/^[0-9a-f]{32}$/),
  cursor: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200).meta({ description: 'Orders a page; an order has a row per line.' }),
});

/** One line of one order. Phones and postcodes are text: Excel would drop their leading zeros. */
export const ExportRow = z.object({
  orderNumber: z.string(),
  state: OrderState,
  paymentState: PaymentState,
  placedAt: Instant,
  paidAt: Instant.nullable(),
  promotion: z.string(),
  university: z.string(),
  customerName: z.string(),
  customerPhone: z.string(),
  customerEmail: z.string(),
  recipientName: z.string(),
  recipientPhone: z.string(),
  recipientPostcode: z.string(),
  recipientAddress1: z.string(),
  recipientAddress2: z.string(),
  recipientMemo: z.string(),
  product: z.string(),
  options: z.string(),
  lineState: z.enum(['live', 'cancelled', 'missed', 'returned']),
  quantity: z.int(),
  unitPrice: Won,
  lineTotal: Won,
  refunded: Won,
  carrier: z.string(),
  trackingNumber: z.string(),
});
export const ExportAnswer = z.object({ rows: z.array(ExportRow), nextCursor: z.string().nullable() });

export type StartExportInput = z.input<typeof StartExport>;
export type ExportAnswer = z.infer<typeof ExportAnswer>;
