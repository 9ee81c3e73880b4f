/** What to do next when the server refuses an order: the server's own sentence says what happened. */

export interface NextStep {
  /** Shown over the server's sentence. */
  title: string;
  label: string;
  /** Where the step leads; undefined: it stays on this page (see `stays`). */
  go?: 'promotion' | 'product' | 'promotions' | 'pending' | 'account';
  /** accept: take the new price and ask again; retry: send the same again; address: correct the form. */
  stays?: 'accept' | 'retry' | 'address';
}

const STEPS: Record<string, NextStep> = {
  invalid: { title: '적은 내용을 확인해 주세요', label: '받는 곳 확인하기', stays: 'address' },
  not_found: { title: '지금은 살 수 없는 상품이에요', label: '우리 학교 학생가 보기', go: 'promotions' },
  promotion_closed: { title: '판매가 끝났어요', label: '다른 학생가 보기', go: 'promotions' },
  price_changed: { title: '가격이 바뀌었어요', label: '새 가격으로 확인하기', stays: 'accept' },
  order_pending: { title: '결제를 기다리는 주문이 있어요', label: '그 주문 결제하러 가기', go: 'pending' },
  limit_reached: { title: '한 사람이 살 수 있는 수량을 넘었어요', label: '수량 바꾸기', go: 'product' },
  cap_reached: { title: '준비한 수량이 모두 나갔어요', label: '수량 바꾸기', go: 'product' },
  sold_out: { title: '고른 옵션이 다 팔렸어요', label: '다른 옵션 고르기', go: 'product' },
  too_many_expired: { title: '잠시 쉬었다가 주문해 주세요', label: '프로모션으로 돌아가기', go: 'promotion' },
  idempotency_mismatch: { title: '주문 내용이 그 사이에 바뀌었어요', label: '다시 주문하기', stays: 'retry' },
};

const RETRY: NextStep = { title: '주문하지 못했어요', label: '다시 주문하기', stays: 'retry' };

/** @param code of the refusal, as in the problem document */
export const nextStep = (code: string): NextStep => STEPS[code] ?? RETRY;
