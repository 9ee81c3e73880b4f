import { describe, expect, it } from 'vitest';
import { progress, sentence, spoken, type Told } from './words';

const laptop: Told = {
  tiers: [
    { fromQuantity: 1, unitPrice: 1_290_000 },
    { fromQuantity: 10, unitPrice: 1_230_000 },
    { fromQuantity: 20, unitPrice: 1_190_000 },
  ],
  sold: 15,
  goalQuantity: 10,
  state: 'open',
};
const prices = '구간 가격: 1개부터 1,290,000원, 10개부터 1,230,000원, 20개부터 1,190,000원.';

describe('what the staircase says', () => {
  it('open', () => {
    expect(sentence(laptop)).toEqual({ strong: '5개 더 팔리면', rest: '모두', price: '1,190,000원' });
    expect(progress(laptop)).toBe('지금까지 15개 팔렸고, 목표 10개를 채웠어요.');
    expect(spoken(laptop)).toBe(`지금까지 15개 팔렸어요. 5개 더 팔리면 모두 1,190,000원이에요. 목표 10개를 채웠어요. ${prices}`);
  });
  it('before the goal and on the lowest step', () => {
    expect(progress({ ...laptop, sold: 7 })).toBe('지금까지 7개 팔렸고, 목표 10개까지 3개 남았어요.');
    expect(spoken({ ...laptop, sold: 7 })).toContain('목표는 10개예요.');
    expect(sentence({ ...laptop, sold: 25 }).rest).toBe('가장 낮은 가격이에요');
  });
  it('settled begins with the outcome and names what came back', () => {
    expect(sentence({ ...laptop, sold: 23, state: 'settled' }, 100_000).rest).toBe(
      '모두가 1,190,000원에 샀어요. 차액 100,000원을 돌려드렸어요.',
    );
    expect(spoken({ ...laptop, sold: 23, state: 'settled' })).toBe(
      `23개가 팔려 모두 1,190,000원에 샀어요. 목표 10개를 채웠어요. ${prices}`,
    );
  });
  it('missed begins with the outcome and says that the money went back', () => {
    expect(sentence({ ...laptop, sold: 6, state: 'missed' }).rest).toBe('아쉽지만 목표에 닿지 못했어요. 결제한 금액은 모두 돌려드렸어요.');
    expect(spoken({ ...laptop, sold: 6, state: 'missed' })).toBe(`6개가 팔려 목표 10개에 닿지 못했어요. ${prices}`);
  });
});
