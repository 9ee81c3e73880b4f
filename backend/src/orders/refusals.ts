import { conflict } from '../kernel/errors.js';

/** Why an order is not taken, one sentence each; 409. */
export const refusals = {
  pending: () => conflict('order_pending', '아직 결제하지 않은 주문이 있어요. 주문 내역에서 결제하거나 취소한 뒤 다시 주문해 주세요.'),
  closed: () => conflict('promotion_closed', '지금은 주문을 받지 않는 프로모션이에요. 판매 기간을 확인해 주세요.'),
  priceChanged: () => conflict('price_changed', '가격이 바뀌었어요. 새 가격을 확인하고 다시 주문해 주세요.'),
  limit: () => conflict('limit_reached', '한 사람이 살 수 있는 수량을 넘었어요. 수량을 줄여 주세요.'),
  cap: () => conflict('cap_reached', '준비한 수량이 모두 팔렸어요. 취소가 나오면 다시 살 수 있어요.'),
  soldOut: () => conflict('sold_out', '고른 옵션의 재고가 모자라요. 다른 옵션을 고르거나 수량을 줄여 주세요.'),
};
