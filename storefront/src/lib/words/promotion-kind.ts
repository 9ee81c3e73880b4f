import type { Promotion } from '@mngshop/backend/contract';
import { SHOWN_PROMOTION_KIND_LABELS } from '@mngshop/backend/words';

/** How a kind of promotion stands on a student's screens. */
interface KindOnScreens {
  /** What students call it. */
  label: string;
  /** Its buyers wait for its end: until then a paid order is told to be running, and its price may still fall. */
  buyersWait: boolean;
  /** staircase: a large card a row, with the next step of its price; price: small cards side by side, with the one price. */
  card: 'staircase' | 'price';
  /** Said of one that has ended, without a full stop; null: what came of it is told. */
  ended: string | null;
}

/** The kinds by the contract's names: a new one does not compile until it has its row here. */
const KINDS: Record<Promotion['kind'], KindOnScreens> = {
  group_buy: { label: SHOWN_PROMOTION_KIND_LABELS.group_buy, buyersWait: true, card: 'staircase', ended: null },
  sale: { label: SHOWN_PROMOTION_KIND_LABELS.sale, buyersWait: false, card: 'price', ended: '판매가 끝났어요' },
};

/** A page that was opened before a release may meet a kind it does not know: that one promises nothing but its price. */
export function kindOf({ kind }: Pick<Promotion, 'kind'>): KindOnScreens {
  const row: KindOnScreens | undefined = KINDS[kind];
  return row ?? KINDS.sale;
}

/** Whether it is open, and what was bought in it waits for its end. */
export const isRunning = (promotion: Pick<Promotion, 'kind' | 'state'> | undefined): boolean =>
  promotion?.state === 'open' && kindOf(promotion).buyersWait;
