import { type EntityManager, In, IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Order } from '../orders/order.entity.js';
import { LIVE_STATES } from '../orders/rules/order-state.js';
import { Refund } from '../ledger/refund.entity.js';
import { Consent } from '../customers/consent.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { CustomerAddress } from '../customers/customer-address.entity.js';
import { CustomerSession } from '../customers/customer-session.entity.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { OneTimeCode } from '../customers/one-time-code.entity.js';

/**
 * Closes the account: personal data goes now, what the law keeps (orders and payments, five years) stays with the orders.
 * @throws AppError 409 `orders_live` while an order is on its way, or money on its way back
 */
export async function leave(ctx: Context): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const { id } = await lockCustomer(tx, ctx);
    if (await tx.existsBy(Order, { customerId: id, state: In(LIVE_STATES) })) {
      throw conflict('orders_live', '진행 중인 주문이 있어요. 주문을 취소하거나 배송이 끝난 뒤에 탈퇴해 주세요.');
    }
    if (await moneyGoesBack(tx, id)) {
      throw conflict('orders_live', '돌려드릴 돈이 남아 있어요. 주문 내역에서 환불이 끝난 것을 확인한 뒤에 탈퇴해 주세요.');
    }
    await erase(tx, ctx, id);
  });
}

// If Bootpay refuses it, only the customer can say where else it shall go.
const moneyGoesBack = (tx: EntityManager, customerId: number): Promise<boolean> =>
  tx
    .createQueryBuilder(Refund, 'refund')
    .innerJoin(Order, 'o', 'o.id = refund.orderId')
    .where(`o.customerId = :customerId AND refund.state <> 'done'`, { customerId })
    .getExists();

/** What leaving takes away. Also for who has left since a backup that brings them back: backup/apply-erasures.ts. */
export async function erase(tx: EntityManager, ctx: Pick<Context, 'clock'>, id: number): Promise<void> {
  const now = ctx.clock.now();
  await tx.update(
    Customer,
    { id },
    { email: `left-${id}`, name: '탈퇴한 회원', phone: '', phoneVerifiedAt: null, passwordHash: '', leftAt: now },
  );
  await tx.delete(CustomerAddress, { customerId: id });
  await tx.delete(OneTimeCode, { customerId: id });
  // Who has left is written to no more.
  await tx.update(OutboxMessage, { customerId: id, state: 'due' }, { state: 'dropped' });
  await tx.update(OutboxMessage, { customerId: id }, { recipient: '' });
  await tx.update(Order, { customerId: id }, { placementAnswer: null });
  await tx.update(Consent, { customerId: id, withdrawnAt: IsNull() }, { withdrawnAt: now });
  await tx.update(CustomerSession, { customerId: id, endedAt: IsNull() }, { endedAt: now });
}
