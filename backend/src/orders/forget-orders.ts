import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, updateRows } from '../database/write.js';
import { Order } from './order.entity.js';
import { OrderExport } from './order-export.entity.js';
import { ReturnRequest } from './return-request.entity.js';
import { LIVE_STATES } from './rules/order-state.js';

/** What of orders is past its time (kernel/rules/retention.ts): a batch each; gives how many rows that was. */

const exports = table(OrderExport);
const orders = table(Order);
const returns = table(ReturnRequest);

const BATCH = limit(500);

export const forgetExports = ({ db }: Pick<Context, 'db'>, since: Date): Promise<number> =>
  deleteRows(db, OrderExport, sql`${exports.createdAt} <= ${since}`);

/** The answers that were kept for who presses twice. */
export async function forgetPlacements({ db }: Pick<Context, 'db'>, since: Date): Promise<number> {
  const ids = await idsOf(db, sql`${orders.placedAt} <= ${since} AND ${orders.placementAnswer} IS NOT NULL`);
  return ids.length === 0 ? 0 : updateRows(db, Order, { placementAnswer: null }, sql`${orders.id} IN ${ids}`);
}

/** Whom it was sent to, and what people wrote; lines, amounts and states stay, for the books. */
export async function forgetRecipients({ db }: Pick<Context, 'db'>, since: Date): Promise<number> {
  const over = sql`${orders.placedAt} <= ${since} AND ${orders.recipientPhone} <> ${''} AND ${orders.state} NOT IN ${LIVE_STATES}`;
  const ids = await idsOf(db, over);
  if (ids.length === 0) return 0;
  await updateRows(db, ReturnRequest, { reason: '' }, sql`${returns.orderId} IN ${ids}`);
  return updateRows(
    db,
    Order,
    {
      recipientName: '',
      recipientPhone: '',
      recipientPostcode: '',
      recipientAddress1: '',
      recipientAddress2: '',
      recipientMemo: '',
      limitHolder: '',
      cancelReason: '',
      placementAnswer: null,
    },
    sql`${orders.id} IN ${ids}`,
  );
}

async function idsOf(db: Context['db'], over: ReturnType<typeof sql>): Promise<number[]> {
  const found = await read(db, { id: orders.id }, sql`FROM ${orders} WHERE ${over} ORDER BY ${orders.id} ${BATCH}`);
  return found.map(({ id }) => id);
}
