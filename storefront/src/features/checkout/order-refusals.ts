/** What to do next when the server refuses an order: the server's own sentence says what happened. */

export interface NextStep {
  /** Shown over the server's sentence. */
  title: string;
  label: string;
  /** Said after the server's sentence. */
  hint?: string;
  /** Where the step leads; undefined: it stays on this page (see `stays`). */
  go?: 'promotion' | 'product' | 'promotions' | 'pending' | 'account';
  /** accept: take the new price and ask again; retry: send the same again; address: correct the form. */
  stays?: 'accept' | 'retry' | 'address';
}

const PAUSE = '결제하지 않고 끝나거나 취소한 주문이 세 번 이어지면, 다른 학생도 살 수 있게 한 시간 쉬어요.';

// Titles hold however many are left: the server's sentence says how many.
const STEPS: Record<string, NextStep> = {
  invalid: { title: '적은 내용을 확인해 주세요', label: '받는 곳 확인하기', stays: 'address' },
  not_found: { title: '지금은 살 수 없는 상품이에요', label: '우리 학교 학생가 보기', go: 'promotions' },
  promotion_closed: { title: '판매가 끝났어요', label: '다른 학생가 보기', go: 'promotions' },
  price_changed: { title: '가격이 바뀌었어요', label: '새 가격으로 확인하기', stays: 'accept' },
  order_pending: { title: '결제를 기다리는 주문이 있어요', label: '그 주문 결제하러 가기', go: 'pending' },
  holds_many: { title: '결제를 기다리는 주문이 많아요', label: '다시 주문하기', stays: 'retry' },
  limit_reached: { title: '한 사람이 살 수 있는 수량을 넘었어요', label: '수량 바꾸기', go: 'product' },
  cap_reached: { title: '남은 수량이 모자라요', label: '수량 바꾸기', go: 'product' },
  sold_out: { title: '고른 옵션의 재고가 모자라요', label: '수량이나 옵션 바꾸기', go: 'product' },
  too_many_requests: { title: '잠시 쉬었다가 주문해 주세요', label: '프로모션으로 돌아가기', go: 'promotion', hint: PAUSE },
  maintenance: { title: '잠시 쉬어 가요', label: '다시 주문하기', stays: 'retry' },
  idempotency_mismatch: { title: '주문 내용이 그 사이에 바뀌었어요', label: '다시 주문하기', stays: 'retry' },
};

const RETRY: NextStep = { title: '주문하지 못했어요', label: '다시 주문하기', stays: 'retry' };
/** No answer, or a broken one: the order may stand all the same, and its key finds it again. */
const UNKNOWN: NextStep = {
  title: '주문이 들어갔는지 확인하지 못했어요',
  label: '다시 확인하기',
  stays: 'retry',
  hint: '다시 눌러도 주문은 한 번만 들어가요.',
};

/** @param error the refusal, as in the problem document; status 0 where no answer came */
export const nextStep = ({ code, status }: { code: string; status: number }): NextStep =>
  STEPS[code] ?? (status === 0 || status >= 500 ? UNKNOWN : RETRY);
