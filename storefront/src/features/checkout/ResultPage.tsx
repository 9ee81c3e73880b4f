import { useCallback, useEffect, useState } from 'react';
import Failed from '../../components/Failed';
import { api } from '../../lib/api/calls';
import type { ApiError } from '../../lib/api/api-error';
import { asApiError } from '../../lib/api/api-error';
import { dropCart } from '../../lib/cart/cart';
import { forgetKey } from '../../lib/payment/idempotency';
import { leftForSignIn } from '../../lib/api/session';
import { Asking, Checking, OrdersWay, Paid, Unpaid } from './ResultViews';
import { confirmPayment, type Result, resultOf } from './confirm-payment';
import { keyScope } from './place-order';

const DECLINED = '카드사에서 승인하지 않았어요. 돈은 빠져나가지 않았어요.';
const STEPS_MS = [1_000, 1_500, 2_000, 3_000, 5_000];

/** Paid, being confirmed, or not paid and why; each with one next step. */
export default function ResultPage() {
  const { result, error, retry } = useResult();
  if (error) return <Failed error={error} onRetry={retry} missing="찾는 주문이 없어요" way={<OrdersWay />} />;
  if (!result) return <Asking />;
  if (result.kind === 'paid') return <Paid order={result.order} />;
  if (result.kind === 'checking') return <Checking order={result.order} />;
  return <Unpaid result={result} />;
}

function useResult() {
  const [result, setResult] = useState<Result>();
  const [error, setError] = useState<ApiError>();
  const show = useCallback((next: Result) => {
    if (next.kind === 'paid') tidyUp(next);
    setResult(next);
  }, []);
  const start = useCallback(() => {
    const { number, receiptId } = asked();
    confirmPayment(number, receiptId).then(show, (thrown: unknown) => {
      if (!leftForSignIn(thrown)) setError(asApiError(thrown));
    });
  }, [show]);
  const retry = useCallback(() => {
    setError(undefined);
    start();
  }, [start]);
  useEffect(start, [start]);
  usePolling(result, show);
  return { result, error, retry };
}

/** While it is being confirmed, the order is read again and again, slower each time; never the payment. */
function usePolling(result: Result | undefined, show: (next: Result) => void): void {
  const [round, setRound] = useState(0);
  const isChecking = result?.kind === 'checking';
  const isTold = isChecking && result.order?.paymentState === 'confirming';
  useEffect(() => {
    if (!isChecking) return undefined;
    const timer = setTimeout(
      () => {
        const { number, receiptId } = asked();
        // Until the server is confirming the receipt, telling it comes first.
        const ask = isTold ? api.order(number).then(({ order }) => resultOf(order, DECLINED)) : confirmPayment(number, receiptId);
        ask.then(show, leftForSignIn).finally(() => setRound((before) => before + 1));
      },
      STEPS_MS[Math.min(round, STEPS_MS.length - 1)],
    );
    return () => clearTimeout(timer);
  }, [isChecking, isTold, round, show]);
}

function asked(): { number: string; receiptId: string | null } {
  const query = new URLSearchParams(location.search);
  return { number: query.get('order') ?? '', receiptId: query.get('receipt') };
}

/** What was chosen has become an order: the cart and its key have done their work, and the receipt leaves the address. */
function tidyUp({ order }: Result & { kind: 'paid' }): void {
  dropCart(sessionStorage, order.promotion.slug);
  forgetKey(sessionStorage, keyScope(order.promotion.slug));
  history.replaceState(null, '', `/payment-result?order=${encodeURIComponent(order.number)}`);
}
