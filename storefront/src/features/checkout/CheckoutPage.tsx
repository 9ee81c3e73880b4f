import type { OrderDetailAnswer } from '@mngshop/backend/contract';
import { useCallback, useEffect, useMemo, useState } from 'react';
import Failed, { Way } from '../../components/Failed';
import { CardsSkeleton } from '../../components/Skeletons';
import Empty from '../../components/ui/Empty';
import { api } from '../../lib/api/calls';
import { isPayable } from '../../lib/words/order-states';
import { leftForSignIn } from '../../lib/api/session';
import { useLoad } from '../../lib/api/use-load';
import PayStep from './PayStep';
import { loadReview, type Review } from './review';
import ReviewStep from './ReviewStep';

const AGAIN_MS = 2_000;

type Step = { step: 'empty' } | { step: 'review'; review: Review } | { step: 'pay'; placed: OrderDetailAnswer };

/** A reload after ordering comes back to the second step: the order's number stands in the address. */
async function load(): Promise<Step> {
  const number = new URLSearchParams(location.search).get('order');
  if (number) return { step: 'pay', placed: await api.order(number) };
  const review = await loadReview();
  return review ? { step: 'review', review } : { step: 'empty' };
}

export default function CheckoutPage() {
  const { loaded, retry, put } = useLoad(load);
  if (loaded.state === 'loading') return <CardsSkeleton heights={[72, 160, 140, 180]} />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} missing="지금은 살 수 없는 상품이에요" />;
  if (loaded.data.step === 'empty') return <Nothing />;
  if (loaded.data.step === 'review') {
    return (
      <ReviewStep
        review={loaded.data.review}
        onChange={(review) => put(review ? { step: 'review', review } : { step: 'empty' })}
        onPlaced={(placed) => {
          rememberOrder(placed.order.number);
          put({ step: 'pay', placed });
          scrollTo({ top: 0 });
        }}
      />
    );
  }
  return <Pay start={loaded.data.placed} />;
}

function Pay({ start }: { start: OrderDetailAnswer }) {
  const [placed, setPlaced] = useState(start);
  const { number } = placed.order;
  const [failures, setFailures] = useState(0);
  const ask = useCallback(
    () => void api.order(number).then(setPlaced, (thrown: unknown) => leftForSignIn(thrown) || setFailures((before) => before + 1)),
    [number],
  );
  useEffect(() => {
    if (failures === 0) return undefined;
    const timer = setTimeout(ask, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [failures, ask]);
  // Decided by an answer alone: without a connection this page is better than none.
  const leads = useMemo(() => !isPayable(placed.order) || !placed.payment, [placed]);
  useEffect(() => {
    if (leads) location.replace(`/orders/${number}`);
  }, [leads, number]);
  if (leads || !placed.payment) return <CardsSkeleton heights={[72, 160, 140, 180]} />;
  return <PayStep order={placed.order} payment={placed.payment} onStale={ask} />;
}

function Nothing() {
  return (
    <Empty level={1} title="주문할 상품이 없어요" action={<Way href="/promotions" label="학생가 보러 가기" />}>
      상품을 고르면 여기에서 확인하고 주문할 수 있어요.
    </Empty>
  );
}

function rememberOrder(number: string): void {
  const address = new URL(location.href);
  address.searchParams.set('order', number);
  history.replaceState(null, '', address);
}
