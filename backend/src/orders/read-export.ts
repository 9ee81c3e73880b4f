import { And, LessThanOrEqual, MoreThan } from 'typeorm';
import { readRow, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/admin.js';
import type { Told } from '../contract/told.js';
import { notFound } from '../kernel/errors.js';
import { allowStaff } from '../access/allow.js';
import { chargedOf } from '../ledger/rules/line-money.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { inListLanguage } from './export-filters.js';
import { exportedWhere } from './exported-where.js';
import { Order } from './order.entity.js';
import { OrderExport } from './order-export.entity.js';
import { OrderLine } from './order-line.entity.js';
import { Shipment } from './shipment.entity.js';

const orderLines = table(OrderLine);
const shipmentsOf = table(Shipment);
const ownExports = table(OrderExport);

const OPEN_MS = 3_600_000;
const ORDERS_A_PAGE = 200;

/**
 * One page of an export, oldest order first, in four queries however long it is. `limit` counts orders.
 * @throws AppError 404 for another's export, and an hour after it was made
 */
export async function readExport(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<{ rows: ExportRow[]; nextCursor: string | null }> {
  const { id: staffId, role } = allowStaff(ctx, 'orders', 'export');
  const made = await findOwn(ctx, staffId, input.id);
  const limit = input.limit ?? ORDERS_A_PAGE;
  const found = await matching(ctx, made, role, Number(input.cursor ?? 0), limit + 1);
  const orders = found.slice(0, limit);
  const ids = orders.map((order) => order.id);
  const [lines, shipments] = await Promise.all([
    readRows(ctx.db, OrderLine, sql`WHERE ${orderLines.orderId} IN ${ids} ORDER BY ${orderLines.id}`),
    readRows(ctx.db, Shipment, sql`WHERE ${shipmentsOf.orderId} IN ${ids}`),
  ]);
  const perOrder = Map.groupBy(lines, (line) => line.orderId);
  const rows = orders.flatMap((order) => {
    const shipment = shipments.find((s) => s.orderId === order.id);
    return (perOrder.get(order.id) ?? []).map((line) => exportRow(order, line, shipment));
  });
  return { rows, nextCursor: found.length > limit ? String(orders.at(-1)?.id) : null };
}

async function findOwn(ctx: Context, staffId: number, id: string): Promise<OrderExport> {
  const own = sql`WHERE ${ownExports.id} = ${id} AND ${ownExports.staffId} = ${staffId}`;
  const made = await readRow(ctx.db, OrderExport, own);
  if (!made || ctx.clock.now().getTime() >= made.createdAt.getTime() + OPEN_MS) throw notFound();
  return made;
}

function matching({ db }: Context, { filters, lastOrderId }: OrderExport, role: StaffRole, after: number, take: number): Promise<Order[]> {
  return (
    db.manager
      .createQueryBuilder(Order, 'o')
      .innerJoinAndSelect('o.customer', 'customer')
      .innerJoinAndSelect('o.university', 'university')
      .innerJoinAndSelect('o.promotion', 'promotion')
      // The list's language is TypeORM's (docs/decisions/0037). `id` is in no list's language: it only says which part of what matches.
      .where({ ...exportedWhere({ db }, inListLanguage(filters), role), id: And(MoreThan(after), LessThanOrEqual(lastOrderId)) })
      .orderBy('o.id')
      .limit(take)
      .getMany()
  );
}

/** How many orders an export will hold. */
export const countExported = ({ db }: Pick<Context, 'db'>, filters: Readonly<Record<string, string>>, role: StaffRole): Promise<number> =>
  db.manager.countBy(Order, exportedWhere({ db }, filters, role));

/** One line of one order. Won. */
function exportRow(order: Order, line: OrderLine, shipment: Shipment | undefined) {
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
  } satisfies Told<contract.ExportRow>;
}
export type ExportRow = ReturnType<typeof exportRow>;
