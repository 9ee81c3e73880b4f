import type { PromotionsAnswer } from '@mngshop/backend/contract';
import { SHOWN_PROMOTION_KIND_LABELS, SHOWN_PROMOTION_STATE_LABELS } from '@mngshop/backend/words';
import { type ReactNode, useEffect, useState } from 'react';
import Failed from '../../components/Failed';
import { PromotionsSkeleton } from '../../components/Skeletons';
import Empty from '../../components/ui/Empty';
import { api } from '../../lib/api/calls';
import { syncClock } from '../../lib/browser/server-clock';
import { useLoad } from '../../lib/api/use-load';
import { useWhileVisible } from '../../lib/browser/use-while-visible';
import FindField from './FindField';
import OfferCard from './OfferCard';
import { ComingRow, EndedRow, NearGoalRow, SaleCard } from './OfferRow';
import { sectionsOf } from './sections';

const REFRESH_MS = 12_000;
const ENDED_SHOWN = 6;

const ask = async (): Promise<PromotionsAnswer> => {
  const answer = await api.promotions();
  syncClock(answer.serverTime);
  return answer;
};

export default function PromotionsPage() {
  const { loaded, retry, refresh } = useLoad(ask);
  const [typed, setTyped] = useState<string>();
  useWhileVisible(refresh, REFRESH_MS);
  useEffect(() => openFind(() => setTyped((before) => (before === undefined ? '' : before))), []);
  if (loaded.state === 'loading') return <PromotionsSkeleton />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} />;
  return (
    <>
      {typed !== undefined && <FindField value={typed} onChange={setTyped} />}
      <List answer={loaded.data} typed={typed ?? ''} />
    </>
  );
}

function List({ answer, typed }: { answer: PromotionsAnswer; typed: string }) {
  const { ending, nearGoal, sales, coming, ended } = sectionsOf(answer.promotions, typed);
  const isEmpty = [ending, nearGoal, sales, coming, ended].every((section) => section.length === 0);
  if (isEmpty && typed) return <Empty title={`‘${typed}’에 맞는 판매가 없어요`}>다른 이름으로 찾아 보세요.</Empty>;
  if (isEmpty) return <Empty title="지금 열린 판매가 없어요">새 공동구매를 준비하고 있어요. 며칠 뒤에 다시 들러 주세요.</Empty>;
  return (
    <div className="pb10">
      <Section title="곧 끝나요" note="마감이 가까운 순서" shape="stack cards" shown={ending}>
        {(shown, index) => <OfferCard key={shown.offer.id} {...shown} isMain={index === 0} />}
      </Section>
      <Section title="목표가 가까워요" note="못 닿으면 전액 환불" shape="stack cards" shown={nearGoal}>
        {(shown) => <NearGoalRow key={shown.offer.id} {...shown} />}
      </Section>
      <Section title={SHOWN_PROMOTION_KIND_LABELS.sale} note="주문하면 바로 준비해요" shape="grid2" shown={sales}>
        {(shown) => <SaleCard key={shown.offer.id} {...shown} />}
      </Section>
      <Section title={SHOWN_PROMOTION_STATE_LABELS.scheduled} note="미리 둘러보세요" shape="stack cards" shown={coming}>
        {(shown) => <ComingRow key={shown.offer.id} {...shown} />}
      </Section>
      <Section title="끝난 판매" note="최근에 끝난 순서" shape="stack cards" shown={ended.slice(0, ENDED_SHOWN)}>
        {(shown) => <EndedRow key={shown.offer.id} {...shown} />}
      </Section>
    </div>
  );
}

interface SectionProps<T> {
  title: string;
  note: string;
  shape: string;
  shown: T[];
  children: (shown: T, index: number) => ReactNode;
}

function Section<T>({ title, note, shape, shown, children }: SectionProps<T>) {
  if (shown.length === 0) return null;
  return (
    <section className="section listed">
      <header>
        <h2>{title}</h2>
        <span className="small soft">{note}</span>
      </header>
      <div className={shape}>{shown.map(children)}</div>
    </section>
  );
}

/** The header's 찾기 lives outside of this island: on this page it opens the field instead of following its link. */
function openFind(open: () => void): () => void {
  if (new URLSearchParams(location.search).has('find')) open();
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-find]')) return;
    event.preventDefault();
    open();
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
