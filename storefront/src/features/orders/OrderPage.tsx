import type { OrderDetailAnswer, Promotion } from '@mngshop/backend/contract';
import { useCallback } from 'react';
import Failed from '../../components/Failed';
import PayOrder from '../../components/PayOrder';
import { CardsSkeleton } from '../../components/Skeletons';
import { api } from '../../lib/api/calls';
import { isPayable } from '../../lib/words/order-states';
import { syncClock } from '../../lib/browser/server-clock';
import { slugOf } from '../../lib/browser/slug';
import { useLoad } from '../../lib/api/use-load';
import { useWhileVisible } from '../../lib/browser/use-while-visible';
import OrderActions from './OrderActions';
import OrderHeadline from './OrderHeadline';
import PaymentsAndRefunds from './PaymentsAndRefunds';
import Progress from './Progress';
import RefundByHand from './RefundByHand';
import Recipient from './Recipient';
import OrderedProducts from './OrderedProducts';

interface Shown extends OrderDetailAnswer {
  /** Undefined when it is no longer seen (cancelled, or another university). */
  promotion: Promotion | undefined;
}

const REFRESH_MS = 15_000;

async function load(): Promise<Shown> {
  const answer = await api.order(slugOf(location));
  const promotion = await api.promotion(answer.order.promotion.slug).then(
    ({ promotion, serverTime }) => {
      syncClock(serverTime);
      return promotion;
    },
    () => undefined,
  );
  return { ...answer, promotion };
}

export default function OrderPage() {
  const { loaded, retry, refresh } = useLoad(load);
  useWhileVisible(refresh, REFRESH_MS);
  const changed = useCallback(() => void refresh(), [refresh]);
  if (loaded.state === 'loading') return <CardsSkeleton heights={[110, 320, 150, 240]} />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} missing="찾는 주문이 없어요" />;
  const { order, payment, promotion } = loaded.data;
  return (
    <>
      <OrderHeadline order={order} promotion={promotion} />
      <RefundByHand order={order} onChanged={changed} />
      <OrderedProducts order={order} promotion={promotion} />
      <PaymentsAndRefunds order={order} />
      <Progress order={order} promotion={promotion} />
      <Recipient order={order} onChanged={changed} />
      <OrderActions order={order} onChanged={changed} />
      {isPayable(order) && payment && <PayOrder order={order} payment={payment} onStale={changed} />}
    </>
  );
}
