import clock from 'lucide-static/icons/clock.svg?shapes';
import Icon from '../../components/ui/Icon';
import { useClock } from '../../components/use-clock';
import { until, won } from '../../lib/words/format';
import { serverNow } from '../../lib/browser/server-clock';
import { refusalOf } from './variants';
import { REFUSED } from './BuyBar';
import { blockedBy, Options, Quantity } from './OptionPicker';
import type { PanelProps } from './use-choice';

/** The purchase on a desktop, inside the panel. */
export default function BuyBox({ product, choice, onEnd }: PanelProps) {
  const refusal = refusalOf(product);
  const blocked = refusal ? REFUSED[refusal] : blockedBy(choice);
  const { promotion, perCustomerLimit } = product.offer;
  const left = useClock(promotion.closesAt, onEnd);
  return (
    <div className="buy">
      {!refusal && (
        <>
          <Options choice={choice} />
          <div className="spread mt4">
            <span className="small strong">
              수량 <span className="soft normal">한 사람 최대 {perCustomerLimit}개</span>
            </span>
            <Quantity choice={choice} />
          </div>
        </>
      )}
      <button type="button" className="btn primary wide mt4" disabled={blocked !== undefined} onClick={choice.order}>
        {blocked ?? `${won(choice.unitPrice * choice.quantity)}에 사기`}
      </button>
      {promotion.state === 'open' && (
        <p className="small soft clockline">
          <Icon shapes={clock} size="s" />
          {until(promotion.closesAt, serverNow())} ·{' '}
          <b>
            {left.days > 0 && `${left.days}일 `}
            {left.clock}
          </b>{' '}
          남음
        </p>
      )}
    </div>
  );
}
