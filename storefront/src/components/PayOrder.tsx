import type { Order, PaymentRequest } from '@mngshop/backend/contract';
import circleAlert from 'lucide-static/icons/circle-alert.svg?shapes';
import clock from 'lucide-static/icons/clock.svg?shapes';
import creditCard from 'lucide-static/icons/credit-card.svg?shapes';
import smartphone from 'lucide-static/icons/smartphone.svg?shapes';
import { useCallback, useEffect, useState } from 'react';
import { clock as timeOf, won } from '../lib/words/format';
import { ready } from '../lib/payment/provider';
import type { Method, Outcome, PaymentWindow } from '../lib/payment/window';
import Icon from './ui/Icon';
import Note from './ui/Note';
import { useClock } from './use-clock';

interface Props {
  order: Order;
  payment: PaymentRequest;
  /** The hold has run out, or the buyer is back from a window that took the page away: ask again how the order stands. */
  onStale: () => void;
}

/** The second step: the order stands, its stock is held, and one button opens the payment window in the click itself. */
export default function PayOrder({ order, payment, onStale }: Props) {
  const [method, setMethod] = useState<Method>('card');
  const { pay, isBusy, isReady, isMissing, said } = usePayment(order, payment, method, onStale);
  const left = useClock(order.expiresAt, onStale);
  return (
    <>
      <section className="section">
        <h2 className="mb4" id="pay-method">
          결제 방법
        </h2>
        <div className="pay" role="radiogroup" aria-labelledby="pay-method">
          <MethodOption {...{ value: 'card', label: '카드', icon: creditCard, method, setMethod }} />
          <MethodOption {...{ value: 'easy', label: '간편결제', icon: smartphone, method, setMethod }} />
        </div>
        <div className="mt4">
          {said ? (
            <Note icon={circleAlert} tone="warning" role="alert">
              {said}
            </Note>
          ) : (
            <Note icon={clock}>
              고른 상품을 <b>{timeOf(order.expiresAt)}까지</b> 잡아 둘게요.{' '}
              <span className="num nowrap" role="timer" aria-label={`남은 시간 ${left.spoken}`}>
                {left.clock.slice(3)} 남음
              </span>
            </Note>
          )}
        </div>
      </section>
      <div className="gap" />
      <div className="bar">
        {isMissing ? (
          // A module that did not come is only asked for again by a new page; the order's number stands in its address.
          <button type="button" className="btn primary" onClick={() => location.reload()}>
            다시 불러오기
          </button>
        ) : (
          <button type="button" className="btn primary" aria-busy={isBusy} disabled={isBusy || !isReady || left.isOver} onClick={pay}>
            {isBusy && <span className="spin" />}
            {isBusy ? '결제하는 중' : `${won(payment.price)} 결제하기`}
          </button>
        )}
      </div>
    </>
  );
}

interface MethodProps {
  value: Method;
  label: string;
  icon: string;
  method: Method;
  setMethod: (method: Method) => void;
}

function MethodOption({ value, label, icon, method, setMethod }: MethodProps) {
  return (
    <label className="opt">
      <input type="radio" name="method" checked={method === value} onChange={() => setMethod(value)} />
      <Icon shapes={icon} />
      {label}
    </label>
  );
}

const MISSING = '결제창을 불러오지 못했어요. 인터넷 연결을 확인하고 다시 불러와 주세요. 주문은 그대로 있어요.';

function usePayment(order: Order, payment: PaymentRequest, method: Method, onStale: () => void) {
  const [opened, setOpened] = useState<PaymentWindow>();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    ready(payment.provider).then(setOpened, () => setMissing(true));
  }, [payment.provider]);
  useEffect(() => onReturn(() => (setBusy(false), onStale())), [onStale]);
  const pay = useCallback(() => {
    if (!opened) return;
    setBusy(true);
    setSaid(undefined);
    // No await before this: the window must open inside the click.
    void opened.open(payment, method).then((outcome) => {
      if (outcome.kind !== 'confirm' && outcome.kind !== 'leaving') setBusy(false);
      setSaid(after(outcome, order));
    });
  }, [opened, payment, method, order]);
  return { pay, isBusy, isReady: opened !== undefined, isMissing, said: isMissing ? MISSING : said };
}

/** What the window's answer leads to; a sentence when the buyer stays here. */
function after(outcome: Outcome, order: Order): string | undefined {
  if (outcome.kind === 'confirm') {
    location.assign(`/payment-result?${new URLSearchParams({ order: order.number, receipt: outcome.receiptId })}`);
    return undefined;
  }
  if (outcome.kind === 'leaving') return undefined;
  const held = `상품은 ${timeOf(order.expiresAt)}까지 잡아 둘게요.`;
  if (outcome.kind === 'cancel') return `결제하지 않았어요. ${held} 다시 결제할 수 있어요.`;
  return `${outcome.message} 돈은 빠져나가지 않았어요. ${held}`;
}

/** Back from a payment page that had replaced this one: the browser shows the page as it was. */
function onReturn(call: () => void): () => void {
  const onShow = (event: PageTransitionEvent) => event.persisted && call();
  addEventListener('pageshow', onShow);
  return () => removeEventListener('pageshow', onShow);
}
