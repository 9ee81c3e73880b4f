import type { Promotion, PromotionAnswer } from '@mngshop/backend/contract';
import calendarClock from 'lucide-static/icons/calendar-clock.svg?shapes';
import clock from 'lucide-static/icons/clock.svg?shapes';
import info from 'lucide-static/icons/info.svg?shapes';
import { useEffect } from 'react';
import Failed from '../../components/Failed';
import { PromotionsSkeleton } from '../../components/Skeletons';
import Note from '../../components/ui/Note';
import { useClock } from '../../components/use-clock';
import { api } from '../../lib/api/calls';
import { moment, span, until } from '../../lib/words/format';
import { kindOf } from '../../lib/words/promotion-kind';
import { serverNow, syncClock } from '../../lib/browser/server-clock';
import { slugOf } from '../../lib/browser/slug';
import { useLoad } from '../../lib/api/use-load';
import { useWhileVisible } from '../../lib/browser/use-while-visible';
import OfferCard from './OfferCard';
import { ComingRow, EndedRow, SaleCard } from './OfferRow';

const REFRESH_MS = 12_000;

const ask = async (): Promise<PromotionAnswer> => {
  const answer = await api.promotion(slugOf(location));
  syncClock(answer.serverTime);
  return answer;
};

export default function PromotionPage() {
  const { loaded, retry, refresh } = useLoad(ask);
  useWhileVisible(refresh, loaded.state === 'ready' && isOver(loaded.data.promotion) ? null : REFRESH_MS);
  if (loaded.state === 'loading') return <PromotionsSkeleton />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} />;
  return <Ready promotion={loaded.data.promotion} onEnd={refresh} />;
}

// Settled for good: no count and no price moves any more.
const isOver = ({ state }: Promotion) => state === 'settled' || state === 'failed';

function Ready({ promotion, onEnd }: { promotion: Promotion; onEnd: () => void }) {
  const { label, card } = kindOf(promotion);
  useEffect(() => {
    document.title = `${promotion.title} · MNG샵`;
  }, [promotion.title]);
  return (
    <section className="section pt6 pb10">
      <p className="small soft strong">{label}</p>
      <h1>{promotion.title}</h1>
      {promotion.summary && <p className="soft mt2 describe">{promotion.summary}</p>}
      <p className="small soft mt2">{span(promotion.opensAt, promotion.closesAt, serverNow())}</p>
      <div className="mt4">
        <StateNote promotion={promotion} onEnd={onEnd} />
      </div>
      <div className={`${card === 'price' && promotion.state === 'open' ? 'grid2' : 'stack cards'} mt5`}>
        {promotion.offers.map((offer, index) => {
          const shown = { offer, promotion };
          if (promotion.state === 'scheduled') return <ComingRow key={offer.id} {...shown} />;
          if (promotion.state !== 'open') return <EndedRow key={offer.id} {...shown} />;
          return card === 'price' ? <SaleCard key={offer.id} {...shown} /> : <OfferCard key={offer.id} {...shown} isMain={index === 0} />;
        })}
      </div>
    </section>
  );
}

function StateNote({ promotion, onEnd }: { promotion: Promotion; onEnd: () => void }) {
  const { state, closesAt, opensAt } = promotion;
  const { ended } = kindOf(promotion);
  if (state === 'open') return <Countdown closesAt={closesAt} onEnd={onEnd} />;
  if (state === 'scheduled') return <Note icon={calendarClock}>{moment(opensAt, serverNow())}에 열려요. 그때부터 주문할 수 있어요.</Note>;
  if (ended) return <Note icon={info}>{`${ended}.`}</Note>;
  if (state === 'closed') return <Note icon={info}>마감됐어요. 최종 가격을 정하고 있어요. 끝나면 문자로 알려 드려요.</Note>;
  if (state === 'failed') return <Note icon={info}>아쉽지만 목표에 닿지 못했어요. 결제한 금액은 모두 돌려드렸어요.</Note>;
  return (
    <Note icon={info} tone="success">
      정산이 끝났어요. 함께 산 모두가 같은 가격을 냈고, 차액을 돌려드렸어요.
    </Note>
  );
}

function Countdown({ closesAt, onEnd }: { closesAt: string; onEnd: () => void }) {
  const left = useClock(closesAt, onEnd);
  return (
    <Note icon={clock}>
      {until(closesAt, serverNow())} ·{' '}
      <b className="num" role="timer" aria-label={`마감까지 ${left.spoken}`}>
        {left.days > 0 && `${left.days}일 `}
        {left.clock}
      </b>{' '}
      남음
    </Note>
  );
}
