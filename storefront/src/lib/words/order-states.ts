/** How an order stands on a student's screens. */
import type { Order, OrderDetail } from '@mngshop/backend/contract';
import {
  ORDER_HEADLINES,
  ORDER_STATE_LABELS,
  ORDER_STEPS,
  PAYMENT_METHOD_LABELS,
  PAYMENT_STATE_LABELS,
  SHOWN_PROMOTION_KIND_LABELS,
} from '@mngshop/backend/words';
import { serverNow } from '../browser/server-clock';

export interface OrderWords {
  chip: string;
  tone: 'warning' | 'running' | 'info' | 'success' | '';
  headline: string;
}

const TONES: Record<Order['state'], OrderWords['tone']> = {
  pending: 'warning',
  paid: 'success',
  preparing: 'info',
  shipped: 'info',
  delivered: 'success',
  completed: 'success',
  expired: '',
  cancelled: '',
  return_requested: 'warning',
  returned: '',
};

/** @param isRunning its group buy is still open */
export function wordsOf(order: Order, isRunning = false): OrderWords {
  if (order.paymentState === 'confirming')
    return { chip: PAYMENT_STATE_LABELS.confirming, tone: 'warning', headline: '결제를 확인하고 있어요' };
  if (isOver(order)) return told('expired');
  if (order.state === 'cancelled' && isMissed(order)) return { ...told('cancelled'), headline: '아쉽지만 목표에 닿지 못했어요' };
  if (order.state === 'paid' && isRunning)
    return { chip: `${SHOWN_PROMOTION_KIND_LABELS.group_buy} 진행 중`, tone: 'running', headline: '함께 살 사람을 기다리고 있어요' };
  return told(order.state);
}

const told = (state: Order['state']): OrderWords => ({
  chip: ORDER_STATE_LABELS[state],
  tone: TONES[state],
  headline: ORDER_HEADLINES[state],
});

export const isMissed = (order: Order): boolean => order.lines.length > 0 && order.lines.every((line) => line.state === 'missed');

/** Waiting for money in time, and not being confirmed. */
export const isPayable = (order: Order): boolean => order.state === 'pending' && order.paymentState !== 'confirming' && !isOver(order);

/** Its time to pay has run out, whether or not the server has already closed it: it takes no payment any more. */
const isOver = ({ state, expiresAt }: Order): boolean => state === 'pending' && Date.parse(expiresAt) <= serverNow();

const ROAD = ['paid', 'preparing', 'shipped', 'delivered', 'completed'] as const;
const NOTES: Partial<Record<(typeof ROAD)[number], string>> = { delivered: '받은 날부터 7일 안에 반품을 신청할 수 있어요' };

/** The steps that still lie before a living order. */
export function stepsAhead(order: OrderDetail): { title: string; note: string | undefined }[] {
  const at = ROAD.findIndex((state) => state === order.state);
  const isLiving = order.state === 'pending' || at >= 0;
  return isLiving ? ROAD.slice(at + 1).map((state) => ({ title: ORDER_STEPS[state], note: NOTES[state] })) : [];
}

/** What is not in the table is shown as the provider writes it. */
export const methodName = (method: string): string => PAYMENT_METHOD_LABELS[method] ?? method;
