import type { Order, Promotion } from '@mngshop/backend/contract';
import { useState } from 'react';
import Failed, { Way } from '../../components/Failed';
import { CardsSkeleton } from '../../components/Skeletons';
import Empty from '../../components/ui/Empty';
import { api } from '../../lib/api/calls';
import { asApiError } from '../../lib/api/api-error';
import { syncClock } from '../../lib/browser/server-clock';
import { leftForSignIn } from '../../lib/api/session';
import { toast } from '../../lib/browser/toast';
import { useLoad } from '../../lib/api/use-load';
import OrderCard from './OrderCard';

interface Shown {
  orders: Order[];
  nextCursor: string | null;
  promotions: Promotion[];
}

/** The orders, and the promotions they may still be running in: without those the list stands all the same. */
async function load(): Promise<Shown> {
  const running = api.promotions().then(
    (answer) => {
      syncClock(answer.serverTime);
      return answer.promotions;
    },
    () => [],
  );
  const [history, promotions] = await Promise.all([api.history(), running]);
  return { ...history, promotions };
}

export default function OrdersPage() {
  const { loaded, retry, put } = useLoad(load);
  if (loaded.state === 'loading') return <CardsSkeleton />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} />;
  const { orders, nextCursor, promotions } = loaded.data;
  if (orders.length === 0) return <NoOrders promotions={promotions} />;
  const more = async () => {
    const next = await api.history(nextCursor);
    put({ promotions, orders: [...orders, ...next.orders], nextCursor: next.nextCursor });
  };
  return (
    <section className="section pt5 pb10">
      <ul className="stack">
        {orders.map((order) => (
          <li key={order.number}>
            <OrderCard order={order} promotion={promotions.find(({ slug }) => slug === order.promotion.slug)} />
          </li>
        ))}
      </ul>
      {nextCursor && <More onPress={more} />}
    </section>
  );
}

function More({ onPress }: { onPress: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false);
  const press = () => {
    setBusy(true);
    onPress()
      .catch((error: unknown) => leftForSignIn(error) || toast(asApiError(error).detail))
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" className="btn outline wide mt4" disabled={isBusy} onClick={press}>
      {isBusy ? '불러오는 중' : '지난 주문 더 보기'}
    </button>
  );
}

function NoOrders({ promotions }: { promotions: Promotion[] }) {
  const open = promotions.filter((promotion) => promotion.state === 'open').length;
  return (
    <Empty title="아직 주문이 없어요" action={<Way href="/promotions" label="학생가 보러 가기" />}>
      {open > 0 ? `우리 학교에 열린 판매가 ${open}개 있어요.` : '새 판매가 열리면 여기에서 이어져요.'}
    </Empty>
  );
}
