import { In, LessThan } from 'typeorm';
import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { invalid } from '../errors.js';
import { Order } from './order.entity.js';
import { type OrderView, viewOrder } from './order-view.js';
import { Shipment } from './shipment.entity.js';

/** The customer's orders, newest first, a page at a time. @param cursor as the page before gave it */
export async function listOrders(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ orders: OrderView[]; nextCursor: string | null }> {
  const customerId = asCustomer(ctx).id;
  // One more than asked for tells whether there is a next page.
  const found = await ctx.db.manager.find(Order, {
    where: cursor ? { customerId, id: LessThan(readCursor(cursor)) } : { customerId },
    order: { id: 'DESC' },
    take: limit + 1,
    relations: { promotion: true, lines: true },
    relationLoadStrategy: 'query',
  });
  const page = found.slice(0, limit);
  const shipments = await ctx.db.manager.findBy(Shipment, { orderId: In(page.map((order) => order.id)) });
  const orders = page.map((order) =>
    viewOrder(
      order,
      order.promotion,
      order.lines.toSorted((a, b) => a.id - b.id),
      shipments.find((shipment) => shipment.orderId === order.id) ?? null,
    ),
  );
  const last = page.at(-1);
  return { orders, nextCursor: found.length > limit && last ? writeCursor(last.id) : null };
}

const writeCursor = (id: number) => Buffer.from(`o${id}`).toString('base64url');

function readCursor(cursor: string): number {
  const id = /^o(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (!id)
    throw invalid('목록의 위치가 잘못됐어요. 처음부터 다시 불러와 주세요.', [{ path: 'cursor', message: '받은 값을 그대로 보내 주세요.' }]);
  return Number(id);
}
