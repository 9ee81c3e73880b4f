/** How an order stands, and what its state, its refunds and its history are called on screens. */
import type { Order, OrderDetail } from '@mngshop/backend/contract';
import { serverNow } from '../browser/server-clock';

export interface OrderWords {
  chip: string;
  tone: 'warning' | 'running' | 'info' | 'success' | '';
  headline: string;
}

const WORDS: Record<Order['state'], OrderWords> = {
  pending: { chip: '결제 대기', tone: 'warning', headline: '결제를 기다리고 있어요' },
  paid: { chip: '결제 완료', tone: 'success', headline: '주문을 받았어요' },
  preparing: { chip: '상품 준비 중', tone: 'info', headline: '상품을 준비하고 있어요' },
  shipped: { chip: '배송 중', tone: 'info', headline: '상품이 가고 있어요' },
  delivered: { chip: '배송 완료', tone: 'success', headline: '상품이 도착했어요' },
  completed: { chip: '구매 확정', tone: 'success', headline: '구매를 확정했어요' },
  expired: { chip: '시간 지남', tone: '', headline: '결제 시간이 지나 주문이 닫혔어요' },
  cancelled: { chip: '취소됨', tone: '', headline: '주문을 취소했어요' },
  return_requested: { chip: '반품 신청', tone: 'warning', headline: '반품 신청을 확인하고 있어요' },
  returned: { chip: '반품 완료', tone: '', headline: '반품이 끝났어요' },
};

/** @param isRunning its group buy is still open */
export function wordsOf(order: Order, isRunning = false): OrderWords {
  if (order.paymentState === 'confirming') return { chip: '확인 중', tone: 'warning', headline: '결제를 확인하고 있어요' };
  if (isOver(order)) return WORDS.expired;
  if (order.state === 'cancelled' && isMissed(order)) return { ...WORDS.cancelled, headline: '아쉽지만 목표에 닿지 못했어요' };
  if (order.state === 'paid' && isRunning) return { chip: '공동구매 진행 중', tone: 'running', headline: '함께 살 사람을 기다리고 있어요' };
  return WORDS[order.state];
}

export const isMissed = (order: Order): boolean => order.lines.length > 0 && order.lines.every((line) => line.state === 'missed');

/** Waiting for money in time, and not being confirmed. */
export const isPayable = (order: Order): boolean => order.state === 'pending' && order.paymentState !== 'confirming' && !isOver(order);

/** Its time to pay has run out, whether or not the server has already closed it: it takes no payment any more. */
const isOver = ({ state, expiresAt }: Order): boolean => state === 'pending' && Date.parse(expiresAt) <= serverNow();

export const REFUND: Record<OrderDetail['refunds'][number]['kind'], string> = {
  cancel: '취소 환불',
  settle: '차액 환불',
  goal: '목표 미달 환불',
  staff: '환불',
  return: '반품 환불',
  late: '주문에 쓰이지 않은 결제 환불',
};

type Event = OrderDetail['timeline'][number]['event'];

export const EVENT: Record<Event, string> = {
  placed: '주문했어요',
  paid: '결제했어요',
  expired: '결제 시간이 지났어요',
  cancelled: '주문이 취소됐어요',
  settled: '최종 가격이 정해졌어요',
  preparing: '상품을 준비했어요',
  shipped: '상품을 보냈어요',
  delivered: '배송이 끝났어요',
  completed: '구매를 확정했어요',
  return_requested: '반품을 신청했어요',
  returned: '반품이 끝났어요',
  return_declined: '반품하지 않기로 했어요',
};

const ROAD: string[] = ['paid', 'preparing', 'shipped', 'delivered', 'completed'];
const AHEAD: Record<string, { title: string; note?: string }> = {
  paid: { title: '결제' },
  preparing: { title: '상품 준비' },
  shipped: { title: '발송' },
  delivered: { title: '배송 완료', note: '받은 날부터 7일 안에 반품을 신청할 수 있어요' },
  completed: { title: '구매 확정' },
};

/** The steps that still lie before a living order. */
export function stepsAhead(order: OrderDetail): { title: string; note?: string }[] {
  const at = ROAD.indexOf(order.state === 'pending' ? 'placed' : order.state);
  const isLiving = order.state === 'pending' || at >= 0;
  return isLiving ? ROAD.slice(at + 1).map((event) => AHEAD[event] ?? { title: '' }) : [];
}

const METHODS: Record<string, string> = {
  card: '카드',
  easy: '간편결제',
  kakaopay: '카카오페이',
  naverpay: '네이버페이',
  tosspay: '토스페이',
  payco: '페이코',
  bank: '계좌이체',
  vbank: '가상계좌',
  phone: '휴대폰',
};
export const methodName = (method: string): string => METHODS[method] ?? (method || '');
