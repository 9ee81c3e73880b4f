import type { OrderDetail, Promotion } from '@mngshop/backend/contract';
import LineItem from '../../components/LineItem';
import Staircase from '../../components/Staircase';
import { CountNews, TierSentence } from '../../components/TierTalk';
import { hasStairs, toldOf } from '../../lib/staircase/offer-told';

type Line = OrderDetail['lines'][number];

/** What was ordered, each with the staircase it stands on. */
export default function OrderedProducts({ order, promotion }: { order: OrderDetail; promotion: Promotion | undefined }) {
  return (
    <section className="section" aria-label="주문한 상품">
      <div className="stack">
        {order.lines.map((line, index) => (
          <div key={index} className="card">
            <div className="in">
              <a className="quiet" href={`/products/${line.product.slug}`}>
                <LineItem line={line} price={line.unitPrice * line.quantity}>
                  {line.state === 'cancelled' && order.state !== 'expired' && <p className="small strong">취소한 상품이에요</p>}
                </LineItem>
              </a>
              <Stairs line={line} promotion={promotion} isLive={line.state === 'live' && order.state !== 'expired'} />
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

function Stairs({ line, promotion, isLive }: { line: Line; promotion: Promotion | undefined; isLive: boolean }) {
  const offer = promotion?.offers.find((one) => one.product.slug === line.product.slug);
  if (!offer || !promotion || !hasStairs(offer) || !(isLive || line.state === 'missed')) return null;
  const told = toldOf(offer, promotion.state);
  return (
    <>
      <div className="mt4">
        <Staircase {...told} size="large" width={301} />
      </div>
      <p className="say mt3">
        <TierSentence br told={told} difference={line.refunded} />
      </p>
      <CountNews told={told} />
    </>
  );
}
