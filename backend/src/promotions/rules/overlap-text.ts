import { type Said, say } from '../../words/say.js';

/** What two live promotions would both offer. */
export interface OverlapShape {
  productName: string;
  promotionTitle: string;
  /** Names of the universities that both reach; `all` where both reach everyone. */
  universities: 'all' | readonly string[];
}

/** Which product, which university, which promotion. */
export const saidOverlap = ({ productName: name, promotionTitle: promotion, universities }: OverlapShape): Said =>
  say('offer.overlaps', { name, promotion, universities });
