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
import type { TimelineEvent } from '../orders/rules/timeline.js';
import type { OutboxChannel, OutboxPurpose, OutboxState } from '../outbox/rules/message.js';
import type { PromotionKind } from '../promotions/rules/promotion-kind.js';
import type { OfferOutcome, ShownPromotionState, StoredPromotionState } from '../promotions/rules/promotion-state.js';
import type { LinkPurpose } from '../staff/rules/link-purpose.js';
import type { StaffSignInMethod } from '../staff/rules/sign-in-method.js';

/**
 * What the words that columns hold are called in Korean, in the one place: console, Excel, refusals, messages and the
 * storefront take them from here, and docs/WORDS.md is held against it. Each is typed by its rule, so that a new state
 * without a label is refused by the compiler. Students are told the same noun as staff; where they are told a sentence, or
 * another word on purpose, it stands beside it. Constants only: what the storefront does not use is not shipped.
 */
export const ORDER_STATE_LABELS: Record<OrderState, string> = {
  pending: '결제 대기',
  paid: '결제 완료',
  preparing: '상품 준비 중',
  shipped: '배송 중',
  delivered: '배송 완료',
  completed: '구매 확정',
  expired: '결제 시간 만료',
  cancelled: '취소됨',
  return_requested: '반품 신청',
  returned: '반품 완료',
};

/** The same as the first line of a student's order. */
export const ORDER_HEADLINES: Record<OrderState, string> = {
  pending: '결제를 기다리고 있어요',
  paid: '주문을 받았어요',
  preparing: '상품을 준비하고 있어요',
  shipped: '상품이 가고 있어요',
  delivered: '상품이 도착했어요',
  completed: '구매를 확정했어요',
  expired: '결제 시간이 지나 주문이 닫혔어요',
  cancelled: '주문을 취소했어요',
  return_requested: '반품 신청을 확인하고 있어요',
  returned: '반품이 끝났어요',
};

/** What happened to an order, in a student's history of it. */
export const ORDER_EVENTS: Record<TimelineEvent, string> = {
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

/** What still lies before it there: the step, where the state says that it is being done. */
export const ORDER_STEPS = {
  paid: '결제',
  preparing: '상품 준비',
  shipped: '발송',
  delivered: '배송 완료',
  completed: '구매 확정',
} as const satisfies Partial<Record<OrderState, string>>;

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
  cancelled: '취소됨',
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

export const PROMOTION_KIND_LABELS: Record<PromotionKind, string> = { group_buy: '공동구매', sale: '일반 판매' };

/** As students see it: a shelf of its own on their list. */
export const SHOWN_PROMOTION_KIND_LABELS: Record<PromotionKind, string> = { group_buy: '공동구매', sale: '바로 사는 학생가' };

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

export const LINE_STATE_LABELS: Record<LineState, string> = { live: '유효', cancelled: '취소됨', missed: '목표 미달', returned: '반품' };
export const RETURN_KIND_LABELS: Record<ReturnKind, string> = { change_of_mind: '단순 변심', defect: '불량' };
/** As a student chooses between them. */
export const RETURN_KIND_CHOICES: Record<ReturnKind, string> = {
  change_of_mind: '마음이 바뀌었어요',
  defect: '상품이 다르거나 고장 났어요',
};
export const RETURN_ANSWER_LABELS: Record<ReturnAnswer, string> = { accepted: '받음', declined: '받지 않음' };

export const RECEIPT_STATE_LABELS: Record<ReceiptState, string> = { confirming: '확인 중', paid: '결제됨', lapsed: '결제되지 않음' };
export const REFUND_STATE_LABELS: Record<RefundState, string> = { due: '예정', done: '완료', manual: '직접 처리', frozen: '확인 필요' };
export const REFUND_KIND_LABELS: Record<RefundKind, string> = {
  cancel: '취소 환불',
  settle: '차액 환불',
  goal: '목표 미달 환불',
  staff: '판매자 취소 환불',
  return: '반품 환불',
  late: '쓰이지 않은 결제 환불',
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
/** The two of them that a campaign can be; written out, because what is read from another table would be shipped to students. */
export const CAMPAIGN_PURPOSE_LABELS: Record<CampaignPurpose, string> = { notice: '안내', advertising: '광고' };

export const CONSENT_LABELS: Record<ConsentKind, string> = {
  terms: '이용약관',
  privacy: '개인정보',
  age14: '만 14세 이상',
  marketing_sms: '광고 문자',
  night_sms: '밤 광고 문자',
};
export const CODE_PURPOSE_LABELS: Record<CodePurpose, string> = { phone: '전화 확인', password: '비밀번호 재설정' };
export const LINK_PURPOSE_LABELS: Record<LinkPurpose, string> = { invite: '초대', reset: '비밀번호 재설정' };
export const STAFF_SIGN_IN_LABELS: Record<StaffSignInMethod, string> = { password: '비밀번호', passkey: '패스키', recovery: '복구 코드' };
export const LOOK_LABELS: Record<LookKind, string> = { list: '목록', show: '상세', export: '내보내기', sms: '문자' };

/**
 * Bootpay's names for the ways to pay; one that is not here is shown as it is. Its documents write Toss in two ways, and no
 * receipt of it has been seen.
 */
export const PAYMENT_METHOD_LABELS: Readonly<Record<string, string>> = {
  card: '카드',
  easy: '간편결제',
  kakaopay: '카카오페이',
  naverpay: '네이버페이',
  payco: '페이코',
  toss: '토스페이',
  tosspay: '토스페이',
  bank: '계좌이체',
  vbank: '가상계좌',
  phone: '휴대폰',
};

/** Columns of an order, in the console's list and in what an export is asked by. */
export const ORDER_PROPERTY_LABELS = {
  number: '주문 번호',
  state: '상태',
  pay: '결제',
  customerId: '고객',
  universityId: '대학교',
  promotionId: '프로모션',
  total: '결제 금액',
  refunded: '돌려준 금액',
  placedAt: '주문한 때',
  paidAt: '결제한 때',
  releasedAt: '발송할 수 있게 된 때',
  preparingAt: '준비한 때',
  shippedAt: '발송한 때',
  deliveredAt: '배송 완료한 때',
  completedAt: '구매 확정한 때',
  expiresAt: '결제 기한',
  expiredAt: '결제 시간이 만료된 때',
  cancelRequestedAt: '취소를 요청한 때',
  cancelledAt: '취소한 때',
  cancelReason: '취소 사유',
  returnRequestedAt: '반품을 신청한 때',
  returnedAt: '반품한 때',
  recipientName: '받는 사람',
  recipientPhone: '받는 사람 전화',
  recipientPostcode: '우편번호',
  recipientAddress1: '주소',
  recipientAddress2: '상세 주소',
  recipientMemo: '배송 메모',
} as const;

/** Whether a customer may be sent advertising, as a list asks it. */
export const MARKETING_LABELS = { condition: '광고 수신', values: { yes: '동의', no: '동의 안 함' } } as const;
