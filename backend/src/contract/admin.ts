import { z } from 'zod';
import { STAFF_ROLES } from '../kernel/rules/staff-role.js';
import { LINE_STATES } from '../orders/rules/order-state.js';
import { Instant, line, Won } from './common.js';
import { OrderState, PaymentState } from './orders.js';
import { code } from './common.js';

export const StaffAnswer = z.object({
  staff: z.object({
    id: z.int(),
    email: z.string(),
    name: z.string(),
    role: z.enum(STAFF_ROLES),
  }),
});

const IdOrText = z.union([z.int().positive(), z.string().regex(/^[1-9]\d{0,9}$/)]);
export const StartExport = z.strictObject({
  reason: line(200, 2),
  filters: z
    .object({
      state: z
        .string()
        .refine((words) => words.split(',').every((word) => OrderState.safeParse(word).success), { error: code('filter.state') })
        .optional()
        .meta({ description: `One of the states ${OrderState.options.join(', ')}, or several with commas between.` }),
      promotionId: IdOrText.optional(),
      universityId: IdOrText.optional(),
      placedFrom: Instant.optional().meta({ description: 'Placed at this instant or later.' }),
      placedTo: Instant.optional().meta({ description: 'Placed until the end of the minute that this instant lies in.' }),
      search: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[0-9A-Z-]{0,32}$/, { error: code('filter.order_number') })
        .optional()
        .meta({ description: 'The beginning of order numbers.' }),
    })
    .catchall(z.string().max(200))
    .default({})
    .meta({
      description:
        "The order list's filters, each as its address holds it after `filters.`: `pay`, `recipientName`, `paidAt~~from`, `paidAt~~to` and whatever else the list is filtered by.",
    }),
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
  lineState: z.enum(LINE_STATES),
  quantity: z.int(),
  unitPrice: Won,
  lineTotal: Won,
  refunded: Won,
  carrier: z.string(),
  trackingNumber: z.string(),
});
export const ExportAnswer = z.object({ rows: z.array(ExportRow), nextCursor: z.string().nullable() });

export type StaffAnswer = z.infer<typeof StaffAnswer>;
export type StartExportAnswer = z.infer<typeof StartExportAnswer>;
export type StartExportInput = z.input<typeof StartExport>;
export type ExportRow = z.infer<typeof ExportRow>;
export type ExportAnswer = z.infer<typeof ExportAnswer>;
