import type { EntityManager } from 'typeorm';
import { forUpdate } from '../database/database.js';
import { type AppError, conflict, notFound } from '../kernel/errors.js';
import { Order } from './order.entity.js';
import { canBecome, type OrderState } from './rules/order-state.js';

/** The order's row, held for the rest of the transaction. @throws AppError 404 */
export async function lockOrder(tx: EntityManager, id: number): Promise<Order> {
  const order = await tx.findOne(Order, { where: { id }, ...forUpdate(tx) });
  if (!order) throw notFound();
  return order;
}

/** @throws AppError 409 `wrong_state`, where the table of states knows no such move */
export function refuseMove(order: Order, to: OrderState): void {
  if (!canBecome(order.state, to)) throw wrongState(order, to);
}

export const wrongState = (order: Order, to: OrderState): AppError =>
  conflict('wrong_state', `주문 ${order.number}은(는) 지금 ‘${WORDS[order.state]}’ 상태라 ‘${WORDS[to]}’(으)로 바꿀 수 없어요.`);

const WORDS: Record<OrderState, string> = {
  pending: '결제 대기',
  paid: '결제 완료',
  preparing: '상품 준비',
  shipped: '배송 중',
  delivered: '배송 완료',
  completed: '구매 확정',
  expired: '기한 만료',
  cancelled: '취소',
  return_requested: '반품 신청',
  returned: '반품 완료',
};
