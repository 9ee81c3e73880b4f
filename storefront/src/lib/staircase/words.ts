/** What a staircase says, beside it and read aloud. */
import { won } from '../words/format';
import { nextTier, type StaircaseInput, tierAt } from './shape';

export type Told = Pick<StaircaseInput, 'tiers' | 'sold' | 'goalQuantity' | 'capQuantity' | 'state' | 'still'>;

export interface Sentence {
  /** The part that is said louder; may be empty. */
  strong: string;
  rest: string;
  /** The next price, said after it. */
  price?: string;
}

/** The sentence beside the staircase. @param difference won given back per unit, where it is known */
export function sentence(told: Told, difference?: number): Sentence {
  if (told.state === 'missed') return { strong: '', rest: '아쉽지만 목표에 닿지 못했어요. 결제한 금액은 모두 돌려드렸어요.' };
  if (told.state === 'settled') {
    const back = difference ? ` 차액 ${won(difference)}을 돌려드렸어요.` : '';
    return { strong: '', rest: `모두가 ${won(priceNow(told))}에 샀어요.${back}` };
  }
  if (told.still) return { strong: '마감됐어요.', rest: '최종 가격을 정하고 있어요.' };
  const next = nextTier(told);
  if (!next) return { strong: '', rest: '가장 낮은 가격이에요' };
  return { strong: `${next.missing}개 더 팔리면`, rest: '모두', price: won(next.tier.unitPrice) };
}

/** The line under it: how many, and the goal. */
export function progress({ sold, goalQuantity }: Told): string {
  if (!goalQuantity) return `지금까지 ${sold}개 팔렸어요.`;
  if (sold >= goalQuantity) return `지금까지 ${sold}개 팔렸고, 목표 ${goalQuantity}개를 채웠어요.`;
  return `지금까지 ${sold}개 팔렸고, 목표 ${goalQuantity}개까지 ${goalQuantity - sold}개 남았어요.`;
}

/** The whole picture as one sentence, for its aria-label. */
export function spoken(told: Told): string {
  const tiers = told.tiers.map((tier) => `${tier.fromQuantity}개부터 ${won(tier.unitPrice)}`).join(', ');
  return [outcome(told), goal(told), `구간 가격: ${tiers}.`].filter(Boolean).join(' ');
}

function outcome(told: Told): string {
  const { sold, goalQuantity, state } = told;
  if (state === 'missed') return `${sold}개가 팔려 목표 ${goalQuantity}개에 닿지 못했어요.`;
  if (state === 'settled') return `${sold}개가 팔려 모두 ${won(priceNow(told))}에 샀어요.`;
  const count = `지금까지 ${sold}개 팔렸어요.`;
  if (told.still) return `${count} 판매가 마감됐어요.`;
  const next = nextTier(told);
  return next ? `${count} ${next.missing}개 더 팔리면 모두 ${won(next.tier.unitPrice)}이에요.` : `${count} 가장 낮은 가격이에요.`;
}

function goal({ sold, goalQuantity, state }: Told): string {
  if (!goalQuantity || state === 'missed') return '';
  return sold >= goalQuantity ? `목표 ${goalQuantity}개를 채웠어요.` : `목표는 ${goalQuantity}개예요.`;
}

const priceNow = ({ tiers, sold }: Told): number => tiers[tierAt(tiers, sold)]?.unitPrice ?? 0;
