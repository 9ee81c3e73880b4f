import type { Product } from '@mngshop/backend/contract';
import chevronRight from 'lucide-static/icons/chevron-right.svg?shapes';
import info from 'lucide-static/icons/info.svg?shapes';
import Staircase from '../../components/Staircase';
import { CountNews, TierSentence } from '../../components/TierTalk';
import Icon from '../../components/ui/Icon';
import Note from '../../components/ui/Note';
import Price from '../../components/ui/Price';
import { useStairWidth } from '../../components/use-stair-width';
import { won } from '../../lib/words/format';
import { differenceOf, hasStairs, toldOf } from '../../lib/staircase/offer-told';
import { progress } from '../../lib/staircase/words';
import { refusalOf } from './variants';
import BuyBox from './BuyBox';
import TimeLeft from './TimeLeft';
import type { PanelProps } from './use-choice';

/** Name, staircase, the two prices, time left; on a desktop the purchase too. */
export default function ProductPanel({ product, choice, onEnd }: PanelProps) {
  const { offer } = product;
  const isOpen = offer.promotion.state === 'open';
  return (
    <>
      <div className="pad name">
        <p className="small soft strong">{product.brand}</p>
        <h1>{product.name}</h1>
        <a className="small promo-link" href={`/promotions/${offer.promotion.slug}`}>
          {offer.promotion.title}
          <Icon shapes={chevronRight} size="s" />
        </a>
      </div>
      {hasStairs(offer) ? <Stairs product={product} /> : <OnePrice product={product} />}
      <Outcome product={product} />
      {isOpen && <TimeLeft closesAt={offer.promotion.closesAt} onEnd={onEnd} />}
      <BuyBox product={product} choice={choice} onEnd={onEnd} />
    </>
  );
}

function Stairs({ product: { offer } }: { product: Product }) {
  const told = toldOf(offer, offer.promotion.state);
  const stair = useStairWidth();
  const difference = differenceOf(offer);
  return (
    <>
      <section className="pad mt6" aria-label="구간 가격">
        <p className="tier-say">
          <TierSentence told={told} difference={difference} br={stair.isPhone} />
        </p>
        <div className="mt4">
          <Staircase {...told} {...stair.input} size="large" />
        </div>
        <div className="count-note">
          <p className="mt3 medium">{progress(told)}</p>
          <p className="small soft">결제됐고 취소되지 않은 수량만 세요.</p>
        </div>
        <CountNews told={told} />
      </section>
      {told.state === 'open' && (
        <section className="pad mt5" aria-label="가격">
          <div className="twoprices">
            <div>
              <p className="lab">지금 결제하는 금액</p>
              <Price won={offer.price} size="mid" />
            </div>
            <div>
              <p className="lab">{told.still ? '마감할 때 가격' : '지금 마감된다면'}</p>
              <Price won={offer.currentPrice} size="mid" />
            </div>
            <p className="why">
              마감 뒤 최종 가격과의 차액을 자동으로 돌려드려요.
              <br />
              {difference > 0 ? `지금 마감된다면 ${won(difference)}이에요.` : '아직은 두 가격이 같아요.'}
            </p>
          </div>
        </section>
      )}
    </>
  );
}

/** A sale: one price, and what it costs elsewhere. */
function OnePrice({ product: { offer } }: { product: Product }) {
  const saved = offer.listPrice - offer.price;
  return (
    <section className="pad mt5" aria-label="가격">
      <Price won={offer.price} size="big" />
      {saved > 0 && (
        <p className="soft">
          정가 {won(offer.listPrice)}보다 <b className="good">{won(saved)}</b> 낮아요
        </p>
      )}
    </section>
  );
}

const SAID = {
  scheduled: '아직 열리지 않았어요. 열리면 바로 살 수 있어요.',
  closed: '마감됐어요. 최종 가격을 정하고 있어요.',
  ended: '판매가 끝났어요. 다른 학생가를 둘러보세요.',
  capped: '준비한 수량이 모두 나갔어요. 누군가 취소하면 다시 살 수 있어요.',
  sold_out: '모든 옵션이 다 팔렸어요. 다시 들어오면 살 수 있어요.',
  limit: '한 사람이 살 수 있는 수량을 모두 주문했어요.',
};

function Outcome({ product }: { product: Product }) {
  const refusal = refusalOf(product);
  if (!refusal) return null;
  return (
    <div className="pad mt5">
      <Note icon={info}>{SAID[refusal]}</Note>
    </div>
  );
}
