import type { ReactNode } from 'react';
import Staircase from '../../components/Staircase';
import Picture from '../../components/ui/Picture';
import Price from '../../components/ui/Price';
import { clock, day } from '../../lib/words/format';
import { kindOf } from '../../lib/words/promotion-kind';
import { hasStairs, toldOf } from '../../lib/staircase/offer-told';
import type { Shown } from './sections';

interface Props extends Shown {
  href: string;
  price: number;
  children: ReactNode;
}

/** The small row: a thumbnail, one price, one line and a small staircase. */
function OfferRow({ offer, promotion, href, price, children }: Props) {
  return (
    <a className="card row-offer quiet" href={href} data-astro-prefetch="tap">
      <div className="thumb">
        <Picture url={offer.product.imageUrl} alt={offer.product.name} sizes="96px" width={400} height={400} />
      </div>
      <div className="body">
        <p className="strong">{offer.product.name}</p>
        <p>
          <Price won={price} size="p17" />
        </p>
        <div className="row-foot">
          <p className="small tight">{children}</p>
          {hasStairs(offer) && <Staircase {...toldOf(offer, promotion.state)} size="small" width={84} hMax={36} />}
        </div>
      </div>
    </a>
  );
}

export function NearGoalRow(shown: Shown) {
  const { offer, promotion } = shown;
  return (
    <OfferRow {...shown} href={`/products/${offer.product.slug}`} price={offer.price}>
      <b>목표까지 {(offer.goalQuantity ?? 0) - offer.soldQuantity}개</b>
      <br />
      <span className="soft nowrap">{day(promotion.closesAt)}까지</span>
    </OfferRow>
  );
}

export function ComingRow(shown: Shown) {
  const { offer, promotion } = shown;
  return (
    <OfferRow {...shown} href={`/promotions/${promotion.slug}`} price={offer.price}>
      <b>{day(promotion.opensAt)}</b>
      <br />
      <span className="soft nowrap">{clock(promotion.opensAt)}에 열려요</span>
    </OfferRow>
  );
}

export function EndedRow(shown: Shown) {
  const { offer, promotion } = shown;
  const isMissed = offer.outcome === 'missed';
  const final = offer.finalPrice ?? offer.currentPrice;
  const said = isMissed ? '목표에 못 닿았어요' : offer.finalPrice === null ? '가격을 정하는 중' : '정산이 끝났어요';
  return (
    <OfferRow {...shown} href={`/promotions/${promotion.slug}`} price={isMissed ? offer.price : final}>
      <b>{kindOf(promotion).ended ?? said}</b>
      <br />
      <span className="soft nowrap">{day(promotion.closesAt)} 마감</span>
    </OfferRow>
  );
}

export function SaleCard({ offer, promotion }: Shown) {
  return (
    <a className="card quiet" href={`/products/${offer.product.slug}`} data-astro-prefetch="tap">
      <div className="pic">
        <Picture url={offer.product.imageUrl} alt={offer.product.name} sizes="(min-width: 1024px) 210px, 50vw" width={400} height={300} />
      </div>
      <div className="in salecard">
        <p className="name">{offer.product.name}</p>
        <p>
          <Price won={offer.price} size="p17" />
        </p>
        <p className="small soft">{offer.remaining === 0 ? '모두 팔렸어요' : `${day(promotion.closesAt)}까지`}</p>
      </div>
    </a>
  );
}
