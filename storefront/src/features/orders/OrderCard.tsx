import type { Offer, Order, Promotion } from '@mngshop/backend/contract';
import LineItem from '../../components/LineItem';
import Staircase from '../../components/Staircase';
import { TierSentence } from '../../components/TierTalk';
import { clock, day, won } from '../../lib/words/format';
import { hasStairs, toldOf } from '../../lib/staircase/offer-told';
import { isMissed, isPayable, wordsOf } from '../../lib/words/order-states';
import { isRunning } from '../../lib/words/promotion-kind';

interface Props {
  order: Order;
  promotion: Promotion | undefined;
}

export default function OrderCard({ order, promotion }: Props) {
  const offer = offerOf(order, promotion);
  const runs = isRunning(promotion);
  const words = wordsOf(order, runs);
  const [first] = order.lines;
  return (
    <a className="card ord quiet" href={`/orders/${order.number}`} data-astro-prefetch="tap">
      <div className="in">
        <div className="hd">
          <span className="small soft">{day(order.placedAt)} 주문</span>
          <span className={`chip tag ${words.tone}`}>{words.chip}</span>
        </div>
        {first && <LineItem line={first} price={order.total - keptBack(order)} />}
        {order.lines.length > 1 && <p className="small soft mt2">외 {order.lines.length - 1}건</p>}
        <Foot order={order} promotion={promotion} offer={runs && order.state === 'paid' ? offer : undefined} />
      </div>
    </a>
  );
}

function Foot({ order, promotion, offer }: Props & { offer: Offer | undefined }) {
  if (isPayable(order)) return <p className="ft small">{clock(order.expiresAt)}까지 결제하면 주문이 끝나요.</p>;
  if (isMissed(order)) {
    return (
      <p className="ft small soft">
        아쉽지만 목표에 닿지 못했어요.
        <br />
        결제한 금액은 모두 돌려드렸어요.
      </p>
    );
  }
  if (offer && promotion && hasStairs(offer)) {
    const told = toldOf(offer, promotion.state);
    return (
      <div className="ft run">
        <p className="small tight">
          <TierSentence told={told} br />
          <br />
          <span className="soft">{day(promotion.closesAt)} 마감</span>
        </p>
        <Staircase {...told} size="small" width={120} />
      </div>
    );
  }
  if (order.refunded === 0) return null;
  return (
    <p className="ft ref small">
      <span>{order.paymentState === 'refunded' ? '돌려받은 금액' : '마감 뒤 돌려받은 차액'}</span>
      <b className="good">{won(order.refunded)}</b>
    </p>
  );
}

/** A living order shows what was really paid; a cancelled one what it had cost. */
const keptBack = (order: Order): number => (order.paymentState === 'partially_refunded' ? order.refunded : 0);

const offerOf = (order: Order, promotion: Promotion | undefined): Offer | undefined =>
  promotion?.offers.find((offer) => offer.product.slug === order.lines[0]?.product.slug);
