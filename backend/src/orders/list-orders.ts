import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { read, type RowOf } from '../database/read.js';
import { limit as firstRows, sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import { invalid } from '../kernel/errors.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { type OrderView, type ShownShipment, viewOrder } from './order-view.js';
import { Shipment } from './shipment.entity.js';
import { say } from '../words/say.js';

const orders = table(Order);
const lines = table(OrderLine);
const shipments = optional(Shipment);
const promotions = table(Promotion);
const own = table(Order, 'own');

const LISTED = {
  order: {
    id: orders.id,
    number: orders.number,
    state: orders.state,
    pay: orders.pay,
    placedAt: orders.placedAt,
    expiresAt: orders.expiresAt,
    total: orders.total,
    refunded: orders.refunded,
    recipientName: orders.recipientName,
    recipientPhone: orders.recipientPhone,
    recipientPostcode: orders.recipientPostcode,
    recipientAddress1: orders.recipientAddress1,
    recipientAddress2: orders.recipientAddress2,
    recipientMemo: orders.recipientMemo,
  },
  promotion: { slug: promotions.slug, title: promotions.title },
  line: {
    productSlug: lines.productSlug,
    productName: lines.productName,
    imageName: lines.imageName,
    options: lines.options,
    quantity: lines.quantity,
    unitPrice: lines.unitPrice,
    state: lines.state,
    refunded: lines.refunded,
  },
  shipment: {
    carrier: shipments.carrier,
    trackingNumber: shipments.trackingNumber,
    shippedAt: shipments.shippedAt,
    deliveredAt: shipments.deliveredAt,
  },
};

/** The customer's orders, newest first, a page at a time, by one statement. @param cursor as the page before gave it */
export async function listOrders(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ orders: OrderView[]; nextCursor: string | null }> {
  const customerId = asCustomer(ctx).id;
  const before = cursor ? readCursor(cursor) : Number.MAX_SAFE_INTEGER;
  const rows = await read(
    ctx.db,
    LISTED,
    // One more than asked for tells whether there is a next page.
    sql`FROM ${orders}
      JOIN ${promotions} ON ${promotions.id} = ${orders.promotionId}
      JOIN ${lines} ON ${lines.orderId} = ${orders.id}
      LEFT JOIN ${shipments} ON ${shipments.orderId} = ${orders.id}
      WHERE ${orders.id} IN (SELECT listed.id FROM (SELECT ${own.id} FROM ${own}
        WHERE ${own.customerId} = ${customerId} AND ${own.id} < ${before} ORDER BY ${own.id} DESC ${firstRows(limit + 1)}) listed)
      ORDER BY ${orders.id} DESC, ${lines.id}`,
  );
  const found = [...Map.groupBy(rows, ({ order }) => order.id).values()];
  const page = found.slice(0, limit);
  const last = page.at(-1)?.[0];
  return { orders: page.map(view), nextCursor: found.length > limit && last ? writeCursor(last.order.id) : null };
}

// A row for each line, and in each the order anew.
function view(rows: RowOf<typeof LISTED>[]): OrderView {
  const { order, promotion, shipment } = rows[0] as RowOf<typeof LISTED>;
  return viewOrder(
    order,
    promotion,
    rows.map(({ line }) => line),
    shipment.carrier === null ? null : (shipment as ShownShipment),
  );
}

const writeCursor = (id: number) => Buffer.from(`o${id}`).toString('base64url');

function readCursor(cursor: string): number {
  const id = /^o(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (!id) throw invalid(say('cursor'), [{ path: 'cursor', message: say('cursor.as_given') }]);
  return Number(id);
}
