import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { Order } from './order.entity.js';
import { ADDRESS_OPEN } from './rules/order-state.js';
import { readRow } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const orders = table(Order);

/** Where the parcel goes, until it is being prepared. @throws AppError 404; 409 `recipient_fixed` */
export async function changeRecipient(
  ctx: Context,
  number: string,
  recipient: { name: string; phone: string; postcode: string; address1: string; address2: string; memo: string },
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const order = await readRow(
      tx,
      Order,
      sql`WHERE ${orders.number} = ${number} AND ${orders.customerId} = ${asCustomer(ctx).id} ${FOR_UPDATE}`,
    );
    if (!order) throw notFound();
    if (!(ADDRESS_OPEN as readonly string[]).includes(order.state)) {
      throw conflict('recipient_fixed');
    }
    await updateRows(
      tx,
      Order,
      {
        recipientName: recipient.name,
        recipientPhone: recipient.phone,
        recipientPostcode: recipient.postcode,
        recipientAddress1: recipient.address1,
        recipientAddress2: recipient.address2,
        recipientMemo: recipient.memo,
      },
      sql`${orders.id} = ${order.id}`,
    );
  });
}
