import type { OrderDetail, Promotion } from '@mngshop/backend/contract';
import truck from 'lucide-static/icons/truck.svg?shapes';
import Icon from '../../components/ui/Icon';
import { clock, moment } from '../../lib/words/format';
import { isMissed, isPayable, wordsOf } from '../../lib/words/order-states';
import { isRunning } from '../../lib/words/promotion-kind';
import { isPaidFor } from './order-rules';

/** How it stands, in one line, and the parcel's number. */
export default function OrderHeadline({ order, promotion }: { order: OrderDetail; promotion: Promotion | undefined }) {
  const words = wordsOf(order, isRunning(promotion));
  return (
    <section className="section pt6">
      <span className={`chip tag ${words.tone}`}>{words.chip}</span>
      <h1 className="mt3">{words.headline}</h1>
      <p className="soft">{note(order, promotion)}</p>
      {order.shipment && (
        <a className="btn outline full mt4" href={trackingPage(order.shipment)} target="_blank" rel="noreferrer">
          <Icon shapes={truck} />
          배송 조회
        </a>
      )}
    </section>
  );
}

function note(order: OrderDetail, promotion: Promotion | undefined): string {
  const { shipment } = order;
  if (order.paymentState === 'confirming') return '창을 닫아도 괜찮아요. 끝나면 문자로 알려 드릴게요.';
  if (isPayable(order)) return `${clock(order.expiresAt)}까지 결제하면 주문이 끝나요.`;
  if (isMissed(order)) return '결제한 금액은 모두 돌려드렸어요.';
  if (shipment) return `${shipment.carrier} ${grouped(shipment.trackingNumber)}`;
  if (order.state === 'paid' && promotion?.state === 'open') return `${moment(promotion.closesAt)}에 마감돼요.`;
  if (order.state === 'paid' && promotion?.state === 'closed') return '마감됐어요. 최종 가격을 정하고 있어요.';
  if (order.state === 'paid') return '곧 상품을 준비할게요. 보내면 문자로 알려 드려요.';
  if (order.state === 'cancelled' && isPaidFor(order)) return moneyBack(order);
  if (order.state === 'expired') return '돈은 빠져나가지 않았어요. 다시 주문할 수 있어요.';
  return promotion?.title ?? order.promotion.title;
}

function moneyBack(order: OrderDetail): string {
  if (order.refunds.some((refund) => refund.byHand)) return '결제한 금액을 모두 돌려드려요. 계좌로 받는 금액은 아래에서 볼 수 있어요.';
  return '결제한 금액을 모두 돌려드려요. 카드는 3~5영업일 뒤 명세서에 보여요.';
}

/** 601234567890 → 6012-3456-7890 */
const grouped = (number: string): string => (/^\d{12}$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, '$1-') : number);

/** No carrier is named in advance, so the search that knows them all is asked. */
const trackingPage = ({ carrier, trackingNumber }: { carrier: string; trackingNumber: string }): string =>
  `https://search.naver.com/search.naver?${new URLSearchParams({ query: `${carrier} ${trackingNumber}` })}`;
