import clock from 'lucide-static/icons/clock.svg?shapes';
import Staircase from '../../components/Staircase';
import { TierSentence } from '../../components/TierTalk';
import Icon from '../../components/ui/Icon';
import Picture from '../../components/ui/Picture';
import Price from '../../components/ui/Price';
import { until, won } from '../../lib/words/format';
import { hasStairs, isCapped, toldOf } from '../../lib/staircase/offer-told';
import { serverNow } from '../../lib/browser/server-clock';
import type { Shown } from './sections';

/** The large card of a running group buy: picture, two prices, the next step. */
export default function OfferCard({ offer, promotion, isMain }: Shown & { isMain: boolean }) {
  const told = toldOf(offer, promotion.state);
  const { product } = offer;
  return (
    <a className="card offer quiet" href={`/products/${product.slug}`} data-astro-prefetch="tap">
      <div className="pic">
        <Picture
          url={product.imageUrl}
          alt={product.name}
          sizes="(min-width: 1024px) 350px, (min-width: 700px) 380px, 100vw"
          isMain={isMain}
        />
        <span className="chip time tag">
          <Icon shapes={clock} size="s" />
          {until(promotion.closesAt, serverNow())}
        </span>
      </div>
      <div className="in">
        <p className="name">{product.name}</p>
        <div className="prices">
          <p>
            <span className="small soft">지금 마감되면</span>
            <br />
            <Price won={offer.currentPrice} size="mid" />
          </p>
          <p className="right">
            <span className="small soft">지금 결제</span>
            <br />
            <span className="strong">{won(offer.price)}</span>
          </p>
        </div>
        <div className="foot">
          <p className="say">{isCapped(offer) ? '준비한 수량이 모두 나갔어요' : <TierSentence told={told} br />}</p>
          {hasStairs(offer) && <Staircase {...told} size="small" width={120} />}
        </div>
      </div>
    </a>
  );
}
