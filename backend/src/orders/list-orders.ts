import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { readRows } from '../database/read.js';
import { limit as firstRows, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { invalid } from '../kernel/errors.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { type OrderView, viewOrder } from './order-view.js';
import { Shipment } from './shipment.entity.js';

const orders = table(Order);
const lines = table(OrderLine);
const shipments = table(Shipment);
const promotions = table(Promotion);

/** The customer's orders, newest first, a page at a time. @param cursor as the page before gave it */
export async function listOrders(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ orders: OrderView[]; nextCursor: string | null }> {
  const customerId = asCustomer(ctx).id;
  const before = cursor ? readCursor(cursor) : Number.MAX_SAFE_INTEGER;
  // One more than asked for tells whether there is a next page.
  const found = await readRows(
    ctx.db,
    Order,
    sql`WHERE ${orders.customerId} = ${customerId} AND ${orders.id} < ${before} ORDER BY ${orders.id} DESC ${firstRows(limit + 1)}`,
  );
  const page = found.slice(0, limit);
  const views = page.length === 0 ? [] : await viewAll(ctx, page);
  const last = page.at(-1);
  return { orders: views, nextCursor: found.length > limit && last ? writeCursor(last.id) : null };
}

async function viewAll(ctx: Context, page: readonly Order[]): Promise<OrderView[]> {
  const ids = page.map((order) => order.id);
  const ofPromotions = [...new Set(page.map((order) => order.promotionId))];
  const [theirLines, theirShipments, theirPromotions] = await Promise.all([
    readRows(ctx.db, OrderLine, sql`WHERE ${lines.orderId} IN ${ids} ORDER BY ${lines.id}`),
    readRows(ctx.db, Shipment, sql`WHERE ${shipments.orderId} IN ${ids}`),
    readRows(ctx.db, Promotion, sql`WHERE ${promotions.id} IN ${ofPromotions}`),
  ]);
  return page.map((order) =>
    viewOrder(
      order,
      theirPromotions.find((promotion) => promotion.id === order.promotionId) as Promotion,
      theirLines.filter((line) => line.orderId === order.id),
      theirShipments.find((shipment) => shipment.orderId === order.id) ?? null,
    ),
  );
}

const writeCursor = (id: number) => Buffer.from(`o${id}`).toString('base64url');

function readCursor(cursor: string): number {
  const id = /^o(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (!id)
    throw invalid('목록의 위치가 잘못됐어요. 처음부터 다시 불러와 주세요.', [{ path: 'cursor', message: '받은 값을 그대로 보내 주세요.' }]);
  return Number(id);
}
