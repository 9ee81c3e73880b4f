import { conflict } from '../kernel/errors.js';

/** Why an order is not taken, one sentence each, and what to do; 409. `name` is the product's, counts are units. */
export const refusals = {
  pending: () => conflict('order_pending', '아직 결제하지 않은 주문이 있어요. 주문 내역에서 결제하거나 취소한 뒤 다시 주문해 주세요.'),
  closed: () => conflict('promotion_closed', '지금은 주문을 받지 않는 프로모션이에요. 판매 기간을 확인해 주세요.'),
  priceChanged: () => conflict('price_changed', '가격이 바뀌었어요. 새 가격을 확인하고 다시 주문해 주세요.'),
  /** @param held what this person has ordered of it already, in all their accounts */
  limit: ({ name, limit, held }: { name: string; limit: number; held: number }) => {
    const rule = `‘${name}’ 상품은 한 사람이 ${limit}개까지 살 수 있어요.`;
    if (held >= limit) return conflict('limit_reached', `${rule} 이미 ${held}개를 주문해서 더 살 수 없어요.`);
    const next = held > 0 ? `이미 ${held}개를 주문했으니 ${limit - held}개까지로` : `${limit}개까지로`;
    return conflict('limit_reached', `${rule} ${next} 수량을 줄여 주세요.`);
  },
  cap: ({ name, left }: Left) =>
    conflict(
      'cap_reached',
      left > 0
        ? `‘${name}’ 상품은 지금 ${left}개 남았어요. 수량을 줄여서 다시 주문해 주세요.`
        : `준비한 ‘${name}’ 상품이 모두 나갔어요. 취소가 나오면 다시 살 수 있어요.`,
    ),
  soldOut: ({ name, left }: Left) =>
    conflict(
      'sold_out',
      left > 0
        ? `고른 ‘${name}’ 옵션은 지금 ${left}개 남았어요. 수량을 줄이거나 다른 옵션을 골라 주세요.`
        : `고른 ‘${name}’ 옵션이 다 팔렸어요. 다른 옵션을 골라 주세요.`,
    ),
};

interface Left {
  name: string;
  left: number;
}
