import type { OrderState, PaymentState } from '../orders/rules/order-state.js';
import type { StoredPromotionState } from '../promotions/rules/promotion-state.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { PROMOTION_KINDS } from '../promotions/rules/promotion-kind.js';

/** What the console calls the words that columns hold. */
export const ORDER_STATE_LABELS: Record<OrderState, string> = {
  pending: '결제 대기',
  paid: '결제 완료',
  preparing: '상품 준비',
  shipped: '발송',
  delivered: '배송 완료',
  completed: '구매 확정',
  expired: '시간 초과',
  cancelled: '취소',
  return_requested: '반품 요청',
  returned: '반품 완료',
};

export const PAYMENT_STATE_LABELS: Record<PaymentState, string> = {
  none: '결제 전',
  confirming: '확인 중',
  paid: '결제됨',
  partially_refunded: '일부 환불',
  refunded: '전액 환불',
  failed: '실패',
};

export const PROMOTION_STATE_LABELS: Record<StoredPromotionState, string> = {
  draft: '작성 중',
  published: '공개',
  settled: '정산 완료',
  failed: '목표 미달',
  cancelled: '취소',
};

export const ROLE_LABELS: Record<StaffRole, string> = {
  owner: '대표',
  manager: '매니저',
  fulfilment: '배송 담당',
  support: '고객 지원',
  viewer: '열람',
};

export const PROMOTION_KIND_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PROMOTION_KINDS).map(([kind, { label }]) => [kind, label]),
);

export const CATEGORY_LABELS = {
  laptop: '노트북',
  tablet: '태블릿',
  monitor: '모니터',
  keyboard: '키보드',
  earphones: '이어폰',
  bag: '가방',
  accessory: '액세서리',
} as const;

export const LINE_STATE_LABELS = { live: '유효', cancelled: '취소', missed: '목표 미달', returned: '반품' } as const;
export const REFUND_STATE_LABELS = { due: '예정', done: '완료', manual: '직접 처리', frozen: '확인 필요' } as const;
export const REFUND_KIND_LABELS = {
  cancel: '취소',
  settle: '정산 차액',
  goal: '목표 미달',
  staff: '관리자 취소',
  return: '반품',
  late: '쓰이지 않은 결제',
} as const;
export const OUTBOX_STATE_LABELS = { due: '예정', sent: '보냄', dead: '실패', dropped: '보내지 않음' } as const;
export const PURPOSE_LABELS = {
  order: '주문',
  refund: '환불',
  alert: '알림',
  code: '인증 번호',
  notice: '안내',
  advertising: '광고',
} as const;

/** Bootpay's names for the ways to pay; one that is not here is shown as it is. */
export const PAYMENT_METHOD_LABELS: Readonly<Record<string, string>> = {
  card: '카드',
  kakaopay: '카카오페이',
  naverpay: '네이버페이',
  payco: '페이코',
  toss: '토스페이',
  bank: '계좌이체',
  vbank: '가상계좌',
  phone: '휴대폰',
};
