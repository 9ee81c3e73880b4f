import type { Context } from '../kernel/context.js';
import { Order } from '../orders/order.entity.js';
import { Consent } from '../customers/consent.entity.js';
import { read, readRows } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const consentsTable = table(Consent);
const ordersTable = table(Order);

/** The consents of a customer that hold, and the newest orders where they are asked for. All won. */
export async function readCustomerDetail(ctx: Context, customerId: number, wanted: { orders: boolean }) {
  const { manager } = ctx.db;
  const [consents, orders] = await Promise.all([
    readRows(
      manager,
      Consent,
      sql`WHERE ${consentsTable.customerId} = ${customerId} AND ${consentsTable.withdrawnAt} IS NULL ORDER BY ${consentsTable.givenAt}`,
    ),
    wanted.orders
      ? read(
          manager,
          {
            id: ordersTable.id,
            number: ordersTable.number,
            state: ordersTable.state,
            total: ordersTable.total,
            refunded: ordersTable.refunded,
            placedAt: ordersTable.placedAt,
          },
          sql`FROM ${ordersTable} WHERE ${ordersTable.customerId} = ${customerId} ORDER BY ${ordersTable.id} DESC ${limit(10)}`,
        )
      : [],
  ]);
  return {
    consents: consents.map(({ kind, textVersion, givenAt }) => ({ kind, textVersion, givenAt })),
    orders: orders.map(({ id: orderId, number, state, total, refunded, placedAt }) => ({
      id: orderId,
      number,
      state,
      total,
      refunded,
      placedAt,
    })),
  };
}
export type CustomerDetail = Awaited<ReturnType<typeof readCustomerDetail>>;
