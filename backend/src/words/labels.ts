import type { LookKind } from '../access/rules/access.js';
import type { CampaignPurpose } from '../campaigns/rules/campaign-text.js';
import type { ProductCategory } from '../catalog/rules/product-shape.js';
import type { ConsentKind } from '../customers/rules/consents.js';
import type { CodePurpose } from '../customers/rules/one-time-code.js';
import type { CounterState } from '../holds/rules/counter-state.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import type { ReceiptState, RefundKind, RefundState } from '../ledger/rules/ledger-states.js';
import type { LineState, OrderState, PaymentState } from '../orders/rules/order-state.js';
import type { ReturnAnswer, ReturnKind } from '../orders/rules/return-window.js';
import type { OutboxChannel, OutboxPurpose, OutboxState } from '../outbox/rules/message.js';
import { PROMOTION_KIND_NAMES, PROMOTION_KINDS, type PromotionKind } from '../promotions/rules/promotion-kind.js';
import type { OfferOutcome, ShownPromotionState, StoredPromotionState } from '../promotions/rules/promotion-state.js';
import type { LinkPurpose } from '../staff/rules/link-purpose.js';

/**
 * What the words that columns hold are called, in the one place: console, Excel, refusals and Slack take them from here.
 * Each is typed by its rule, so that a new state without a label is refused by the compiler.
 */
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

/** As students see it. */
export const SHOWN_PROMOTION_STATE_LABELS: Record<ShownPromotionState, string> = {
  scheduled: '곧 열려요',
  open: '모으는 중',
  closed: '마감',
  settled: '정산 완료',
  failed: '목표 미달',
};

export const PROMOTION_KIND_LABELS = Object.fromEntries(PROMOTION_KIND_NAMES.map((kind) => [kind, PROMOTION_KINDS[kind].label])) as Record<
  PromotionKind,
  string
>;

export const OUTCOME_LABELS: Record<OfferOutcome, string> = { reached: '달성', missed: '미달' };
export const COUNTER_STATE_LABELS: Record<CounterState, string> = { open: '열림', closed: '닫힘' };

export const CATEGORY_LABELS: Record<ProductCategory, string> = {
  laptop: '노트북',
  tablet: '태블릿',
  monitor: '모니터',
  keyboard: '키보드',
  earphones: '이어폰',
  bag: '가방',
  accessory: '액세서리',
};

export const LINE_STATE_LABELS: Record<LineState, string> = { live: '유효', cancelled: '취소', missed: '목표 미달', returned: '반품' };
export const RETURN_KIND_LABELS: Record<ReturnKind, string> = { change_of_mind: '단순 변심', defect: '불량' };
export const RETURN_ANSWER_LABELS: Record<ReturnAnswer, string> = { accepted: '받음', declined: '받지 않음' };

export const RECEIPT_STATE_LABELS: Record<ReceiptState, string> = { confirming: '확인 중', paid: '결제됨', lapsed: '결제되지 않음' };
export const REFUND_STATE_LABELS: Record<RefundState, string> = { due: '예정', done: '완료', manual: '직접 처리', frozen: '확인 필요' };
export const REFUND_KIND_LABELS: Record<RefundKind, string> = {
  cancel: '취소',
  settle: '정산 차액',
  goal: '목표 미달',
  staff: '관리자 취소',
  return: '반품',
  late: '쓰이지 않은 결제',
};

export const CHANNEL_LABELS: Record<OutboxChannel, string> = { slack: 'Slack', sms: '문자' };
export const OUTBOX_STATE_LABELS: Record<OutboxState, string> = { due: '예정', sent: '보냄', dead: '실패', dropped: '보내지 않음' };
export const PURPOSE_LABELS: Record<OutboxPurpose, string> = {
  order: '주문',
  refund: '환불',
  alert: '알림',
  code: '인증 번호',
  notice: '안내',
  advertising: '광고',
};
export const CAMPAIGN_PURPOSE_LABELS: Record<CampaignPurpose, string> = {
  notice: PURPOSE_LABELS.notice,
  advertising: PURPOSE_LABELS.advertising,
};

export const CONSENT_LABELS: Record<ConsentKind, string> = {
  terms: '이용약관',
  privacy: '개인정보',
  age14: '만 14세 이상',
  marketing_sms: '광고 문자',
  night_sms: '밤 광고 문자',
};
export const CODE_PURPOSE_LABELS: Record<CodePurpose, string> = { phone: '전화 확인', password: '비밀번호 재설정' };
export const LINK_PURPOSE_LABELS: Record<LinkPurpose, string> = { invite: '초대', reset: '비밀번호 재설정' };
export const LOOK_LABELS: Record<LookKind, string> = { list: '목록', show: '상세', export: '내보내기', sms: '문자' };

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
