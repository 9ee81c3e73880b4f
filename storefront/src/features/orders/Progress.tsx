import type { OrderDetail, Promotion } from '@mngshop/backend/contract';
import { ORDER_EVENTS } from '@mngshop/backend/words';
import check from 'lucide-static/icons/check.svg?shapes';
import Icon from '../../components/ui/Icon';
import { moment, won } from '../../lib/words/format';
import { stepsAhead } from '../../lib/words/order-states';

/** What has happened, where it stands now, what comes. */
export default function Progress({ order, promotion }: { order: OrderDetail; promotion: Promotion | undefined }) {
  const ahead = stepsAhead(order);
  const last = order.timeline.length - 1;
  return (
    <section className="section">
      <h2 className="mb4">진행 상황</h2>
      <ol className="timeline">
        {order.timeline.map(({ event, at }, index) => {
          const isNow = index === last && ahead.length > 0;
          return (
            <li key={`${event}${at}`} className={isNow ? 'now' : 'done'} aria-current={isNow ? 'step' : undefined}>
              <span className="dot">{!isNow && <Icon shapes={check} size="s" />}</span>
              <div>
                <p className="t">{titleOf(event, order, promotion)}</p>
                <p className="d">{moment(at)}</p>
              </div>
            </li>
          );
        })}
        {ahead.map(({ title, note }) => (
          <li key={title} className="todo">
            <span className="dot" />
            <div>
              <p className="t">{title}</p>
              {note && <p className="d">{note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The settlement names the price where the order has one product. */
function titleOf(event: OrderDetail['timeline'][number]['event'], order: OrderDetail, promotion: Promotion | undefined): string {
  const [only, ...others] = order.lines;
  const offer = promotion?.offers.find((one) => one.product.slug === only?.product.slug);
  if (event === 'settled' && others.length === 0 && offer?.finalPrice) return `${won(offer.finalPrice)}으로 마감됐어요`;
  return ORDER_EVENTS[event];
}
