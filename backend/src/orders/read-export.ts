import { In, type SelectQueryBuilder } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { allowStaff } from '../access/allow.js';
import { chargedOf } from '../ledger/rules/line-money.js';
import { Order } from './order.entity.js';
import { OrderExport } from './order-export.entity.js';
import { OrderLine } from './order-line.entity.js';
import type { OrderState, PaymentState } from './rules/order-state.js';
import { Shipment } from './shipment.entity.js';

const OPEN_MS = 3_600_000;
const ORDERS_A_PAGE = 200;

/** One line of one order. Won. */
export interface ExportRow {
  orderNumber: string;
  state: OrderState;
  paymentState: PaymentState;
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
  lineState: OrderLine['state'];
  quantity: number;
  unitPrice: number;
  lineTotal: number;
  refunded: number;
  carrier: string;
  trackingNumber: string;
}

/**
 * One page of an export, oldest order first, in four queries however long it is. `limit` counts orders.
 * @throws AppError 404 for another's export, and an hour after it was made
 */
export async function readExport(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<{ rows: ExportRow[]; nextCursor: string | null }> {
  const made = await findOwn(ctx, input.id);
  const limit = input.limit ?? ORDERS_A_PAGE;
  const found = await matching(ctx, made)
    .andWhere('o.id > :after', { after: Number(input.cursor ?? 0) })
    .limit(limit + 1)
    .getMany();
  const orders = found.slice(0, limit);
  const orderId = In(orders.map((order) => order.id));
  const [lines, shipments] = await Promise.all([
    ctx.db.manager.find(OrderLine, { where: { orderId }, order: { id: 'ASC' } }),
    ctx.db.manager.findBy(Shipment, { orderId }),
  ]);
  const perOrder = Map.groupBy(lines, (line) => line.orderId);
  const rows = orders.flatMap((order) => {
    const shipment = shipments.find((s) => s.orderId === order.id);
    return (perOrder.get(order.id) ?? []).map((line) => exportRow(order, line, shipment));
  });
  return { rows, nextCursor: found.length > limit ? String(orders.at(-1)?.id) : null };
}

async function findOwn(ctx: Context, id: string): Promise<OrderExport> {
  const { id: staffId } = allowStaff(ctx, 'orders', 'export');
  const made = await ctx.db.manager.findOneBy(OrderExport, { id, staffId });
  if (!made || ctx.clock.now().getTime() >= made.createdAt.getTime() + OPEN_MS) throw notFound();
  return made;
}

function matching(ctx: Context, { filters, lastOrderId }: OrderExport): SelectQueryBuilder<Order> {
  const wanted = ctx.db.manager
    .createQueryBuilder(Order, 'o')
    .innerJoinAndSelect('o.customer', 'customer')
    .innerJoinAndSelect('o.university', 'university')
    .innerJoinAndSelect('o.promotion', 'promotion')
    .where('o.id <= :lastOrderId', { lastOrderId })
    .orderBy('o.id');
  const { state, promotionId, universityId, placedFrom, placedTo, search } = filters as Record<keyof typeof CONDITIONS, string | undefined>;
  if (state) wanted.andWhere(CONDITIONS.state, { state });
  if (promotionId) wanted.andWhere(CONDITIONS.promotionId, { promotionId: Number(promotionId) });
  if (universityId) wanted.andWhere(CONDITIONS.universityId, { universityId: Number(universityId) });
  if (placedFrom) wanted.andWhere(CONDITIONS.placedFrom, { placedFrom: new Date(placedFrom) });
  if (placedTo) wanted.andWhere(CONDITIONS.placedTo, { placedTo: new Date(placedTo) });
  // Numbers hold neither % nor _: what could widen the pattern is left out.
  if (search) wanted.andWhere(CONDITIONS.search, { search: `${search.toUpperCase().replace(/[^0-9A-Z-]/g, '')}%` });
  return wanted;
}

const CONDITIONS = {
  state: 'o.state = :state',
  promotionId: 'o.promotionId = :promotionId',
  universityId: 'o.universityId = :universityId',
  placedFrom: 'o.placedAt >= :placedFrom',
  placedTo: 'o.placedAt < :placedTo',
  search: 'o.number LIKE :search',
};

function exportRow(order: Order, line: OrderLine, shipment: Shipment | undefined): ExportRow {
  return {
    orderNumber: order.number,
    state: order.state,
    paymentState: order.pay,
    placedAt: order.placedAt,
    paidAt: order.paidAt,
    promotion: order.promotion.title,
    university: order.university.name,
    customerName: order.customer.name,
    customerPhone: order.customer.phone,
    customerEmail: order.customer.email,
    recipientName: order.recipientName,
    recipientPhone: order.recipientPhone,
    recipientPostcode: order.recipientPostcode,
    recipientAddress1: order.recipientAddress1,
    recipientAddress2: order.recipientAddress2,
    recipientMemo: order.recipientMemo,
    product: line.productName,
    options: Object.entries(line.options)
      .map(([name, value]) => `${name}: ${value}`)
      .join(' / '),
    lineState: line.state,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    lineTotal: chargedOf(line),
    refunded: line.refunded,
    carrier: shipment?.carrier ?? '',
    trackingNumber: shipment?.trackingNumber ?? '',
  };
}
