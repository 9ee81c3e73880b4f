import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { places, readRows } from '../database/database.js';
import { invalid } from '../kernel/errors.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { type OrderView, viewOrder } from './order-view.js';
import { Shipment } from './shipment.entity.js';
import { say } from '../words/say.js';

/** The customer's orders, newest first, a page at a time. @param cursor as the page before gave it */
export async function listOrders(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ orders: OrderView[]; nextCursor: string | null }> {
  const customerId = asCustomer(ctx).id;
  const before = cursor ? readCursor(cursor) : Number.MAX_SAFE_INTEGER;
  // One more than asked for tells whether there is a next page.
  const found = await readRows(ctx.db, Order, 'WHERE customer_id = ? AND id < ? ORDER BY id DESC LIMIT ?', [customerId, before, limit + 1]);
  const page = found.slice(0, limit);
  const orders = page.length === 0 ? [] : await viewAll(ctx, page);
  const last = page.at(-1);
  return { orders, nextCursor: found.length > limit && last ? writeCursor(last.id) : null };
}

async function viewAll(ctx: Context, page: readonly Order[]): Promise<OrderView[]> {
  const ids = page.map((order) => order.id);
  const ofPromotions = [...new Set(page.map((order) => order.promotionId))];
  const [lines, shipments, promotions] = await Promise.all([
    readRows(ctx.db, OrderLine, `WHERE order_id IN (${places(ids)}) ORDER BY id`, ids),
    readRows(ctx.db, Shipment, `WHERE order_id IN (${places(ids)})`, ids),
    readRows(ctx.db, Promotion, `WHERE id IN (${places(ofPromotions)})`, ofPromotions),
  ]);
  return page.map((order) =>
    viewOrder(
      order,
      promotions.find((promotion) => promotion.id === order.promotionId) as Promotion,
      lines.filter((line) => line.orderId === order.id),
      shipments.find((shipment) => shipment.orderId === order.id) ?? null,
    ),
  );
}

const writeCursor = (id: number) => Buffer.from(`o${id}`).toString('base64url');

function readCursor(cursor: string): number {
  const id = /^o(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (!id) throw invalid(say('cursor'), [{ path: 'cursor', message: say('cursor.as_given') }]);
  return Number(id);
}
