/** What two live promotions would both offer. */
export interface OverlapShape {
  productName: string;
  promotionTitle: string;
  /** Names of the universities that both reach; `all` where both reach everyone. */
  universities: 'all' | readonly string[];
}

const FEW = 3;

/** Which product, which university, which promotion. */
export function overlapText({ productName, promotionTitle, universities }: OverlapShape): string {
  return `“${productName}”은(는) 프로모션 “${promotionTitle}”에서 ${names(universities)}에 팔고 있어요.`;
}

function names(universities: OverlapShape['universities']): string {
  if (universities === 'all') return '모든 대학교';
  const shown = universities.slice(0, FEW).join(', ');
  return universities.length > FEW ? `${shown} 외 ${universities.length - FEW}곳` : shown;
}
